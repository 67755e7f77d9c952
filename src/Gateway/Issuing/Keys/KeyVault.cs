using System.Security.Cryptography;
using System.Text;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>
/// Makes signing keys, and signs with them. A private key is in memory for the time of one signature, and nowhere else but sealed: a key
/// store of hardware or of a cloud would stand in this class's place, behind <see cref="ISigner"/> as well.
/// </summary>
internal sealed class KeyVault(MasterKeys masters)
{
    /// <summary>A new key, sealed.</summary>
    public NewKey Create(KeyType type)
    {
        using var key = SigningKey.Generate(type);
        var id = key.VerificationKey.ComputeThumbprint();
        Span<byte> seed = stackalloc byte[SigningKey.SeedSize];
        try
        {
            key.ExportSeed(seed);
            var master = masters.Current;
            return new NewKey(id, key.VerificationKey, new SealedKey(master.Id, master.Seal(seed, NameOf(id))));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>A signer that opens the key for each signature.</summary>
    /// <param name="key">The key.</param>
    /// <param name="verificationMethod">Under which method of its DID it signs.</param>
    public ISigner Open(ManagedKey key, string verificationMethod) => new VaultSigner(masters, key, verificationMethod);

    /// <summary>What a seal is tied to, so that no key's seal opens as another's.</summary>
    public static byte[] NameOf(string keyId) => Encoding.ASCII.GetBytes(keyId);

    private sealed class VaultSigner(MasterKeys masters, ManagedKey key, string verificationMethod) : ISigner
    {
        private readonly SealedKey _sealed = key.Sealed ?? throw new ArgumentException("the key signs no more", nameof(key));

        public string VerificationMethod => verificationMethod;

        public string Algorithm { get; } = key.Public.Type == KeyType.Ed25519 ? "EdDSA" : "ES256";

        public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        {
            var master = await masters.GetAsync(_sealed.MasterKeyId, cancellationToken);
            using var opened = Open(master);
            return opened.Sign(data.Span);
        }

        /// <summary>The seal opens under the name of its own public half only: the database cannot give it another one.</summary>
        private SigningKey Open(MasterKey master)
        {
            Span<byte> seed = stackalloc byte[SigningKey.SeedSize];
            try
            {
                master.Open(_sealed.Bytes, NameOf(key.Public.ComputeThumbprint()), seed);
                return SigningKey.FromSeed(key.Public, seed);
            }
            catch (CryptographicException fault)
            {
                throw new SignerUnavailableException($"the key {key.Id} cannot be opened", fault);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(seed);
            }
        }
    }
}

/// <summary>A key just made.</summary>
internal sealed record NewKey(string Id, VerificationKey Public, SealedKey Sealed);

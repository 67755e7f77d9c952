using Microsoft.IdentityModel.Tokens;

namespace Untp.Credentials.Proofs;

/// <summary>
/// Our keys as Microsoft.IdentityModel knows keys: it has no Ed25519 of its own. A handler of that library verifies EdDSA with a
/// <see cref="CryptoProviderFactory"/> made here.
/// </summary>
internal sealed class JoseCrypto : ICryptoProvider
{
    /// <summary>
    /// A factory that verifies with <see cref="JoseSecurityKey"/>s. It keeps nothing: keys are kept with their DID documents.
    /// </summary>
    public static CryptoProviderFactory NewFactory() => new() { CustomCryptoProvider = new JoseCrypto(), CacheSignatureProviders = false };

    /// <summary>The algorithm is taken from the key; what the token says must fit it.</summary>
    public bool IsSupportedAlgorithm(string algorithm, params object[] args) =>
        args is [JoseSecurityKey key, ..] && JwsAlgorithms.KeyTypeOf(algorithm) == key.Key.Type;

    public object Create(string algorithm, params object[] args) => new Verifier((JoseSecurityKey)args[0], algorithm);

    public void Release(object cryptoInstance)
    {
        // a verifier holds nothing
    }

    private sealed class Verifier(JoseSecurityKey key, string algorithm) : SignatureProvider(key, algorithm)
    {
        public override byte[] Sign(byte[] input) => throw new NotSupportedException("a public key cannot sign");

        public override bool Verify(byte[] input, byte[] signature) => key.Key.Verify(input, signature);

        public override bool Verify(
            byte[] input, int inputOffset, int inputLength, byte[] signature, int signatureOffset, int signatureLength) =>
            key.Key.Verify(input.AsSpan(inputOffset, inputLength), signature.AsSpan(signatureOffset, signatureLength));

        protected override void Dispose(bool disposing)
        {
            // a verifier holds nothing
        }
    }
}

/// <summary>A public key of ours in the library's terms.</summary>
internal sealed class JoseSecurityKey(VerificationKey key) : SecurityKey
{
    public VerificationKey Key => key;

    public override int KeySize => 256;
}

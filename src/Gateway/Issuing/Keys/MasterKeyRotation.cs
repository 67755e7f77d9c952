using System.Security.Cryptography;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>
/// Puts a new master key in the old one's place. The new one is on disk before the database has it, and the old one stays until then: at
/// no moment is a key needed that is nowhere. A gateway that runs meanwhile reads the new one when it meets it.
/// </summary>
internal sealed class MasterKeyRotation(MasterKeys masters, MasterKeyFile file, IMasterKeyStore store, TimeProvider time)
{
    /// <summary>Rotates; where the new key is.</summary>
    /// <exception cref="MasterKeyException">The old one is missing or wrong, or an earlier rotation has not come to its end.</exception>
    public async Task<string> RotateAsync(CancellationToken cancellationToken)
    {
        await masters.StartAsync(cancellationToken);
        var old = masters.Current;
        if (file.IsSetting && file.Read()?.Id != old.Id)
        {
            throw new MasterKeyException($"Gateway:Issuing:MasterKey is not yet the key in {file.NextPath}: set that one first.");
        }

        using var next = MasterKey.Create();
        file.WriteNext(next);
        if (!await store.ReplaceAsync(old.Id, next.Id, seal => Reseal(old, next, seal), time.GetUtcNow(), cancellationToken))
        {
            throw new MasterKeyException("Another rotation of the master key was first.");
        }

        if (file.IsSetting)
        {
            return file.NextPath;
        }

        file.TakeNext();
        return file.FilePath;
    }

    private static byte[] Reseal(MasterKey old, MasterKey next, StoredSeal seal)
    {
        Span<byte> seed = stackalloc byte[SigningKey.SeedSize];
        var name = KeyVault.NameOf(seal.KeyId);
        try
        {
            old.Open(seal.Bytes, name, seed);
            return next.Seal(seed, name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}

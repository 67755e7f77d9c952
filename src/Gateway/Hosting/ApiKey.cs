using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Hosting;

/// <summary>The secret with which an organisation's programs call; kept as its SHA-256 only.</summary>
internal static class ApiKey
{
    public const int MaxLength = 512;

    /// <summary>How much of the hash a store is asked by; the rest is compared here, in constant time.</summary>
    public const int PrefixLength = 8;

    private static readonly byte[] s_noHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>A new key with 256 random bits: enough that one hash of it, without salt or work factor, keeps it.</summary>
    public static string Create() => "gw_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool IsWellFormed(string key) => key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and < '\x7f');

    /// <summary>The key in force with that hash. One comparison is made even where there is nothing to compare with.</summary>
    public static async Task<StoredKey?> FindAsync(ITenantStore store, byte[] hash, CancellationToken cancellationToken)
    {
        var candidates = await store.FindKeysAsync(hash.AsMemory(0, PrefixLength), cancellationToken);
        StoredKey? found = null;
        foreach (var candidate in candidates)
        {
            found = CryptographicOperations.FixedTimeEquals(candidate.Hash, hash) ? candidate : found;
        }

        return candidates.Count > 0 ? found : CryptographicOperations.FixedTimeEquals(s_noHash, hash) ? null : found;
    }
}

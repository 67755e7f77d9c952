using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>
/// The API keys in force, each remembered for a moment (<see cref="AuthOptions.RememberKeysFor"/>), as every request shows one: a key just
/// made works at once, one that is revoked that much longer at most.
/// </summary>
internal sealed class KeysInForce(ITenantStore store, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>By the hash's first bytes; the rest is compared in constant time.</summary>
    private readonly Remembered<ulong, StoredKey> _seen = new(options.Value.RememberKeysFor, time);

    /// <summary>The key in force with that hash; null for none.</summary>
    public async ValueTask<StoredKey?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        Task<StoredKey?> LookAsync() => ApiKey.FindAsync(store, hash, cancellationToken);

        var found = await _seen.FindAsync(BinaryPrimitives.ReadUInt64BigEndian(hash), LookAsync);
        return found is null || CryptographicOperations.FixedTimeEquals(found.Hash, hash) ? found : await LookAsync();
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>
/// The API keys in force, each remembered for a moment (<see cref="AuthOptions.RememberKeysFor"/>), as every request shows one. What is in
/// force is remembered only: a key just made works at once, one that is revoked that much later at most.
/// </summary>
internal sealed class KeysInForce(ITenantStore store, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>By the hash's first bytes; at most one for each key that there is.</summary>
    private readonly ConcurrentDictionary<ulong, (StoredKey Key, long SeenAt)> _seen = new();

    /// <summary>The key in force with that hash; null for none.</summary>
    public async ValueTask<StoredKey?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var prefix = BinaryPrimitives.ReadUInt64BigEndian(hash);
        if (_seen.TryGetValue(prefix, out var seen)
            && time.GetElapsedTime(seen.SeenAt) < options.Value.RememberKeysFor
            && CryptographicOperations.FixedTimeEquals(seen.Key.Hash, hash))
        {
            return seen.Key;
        }

        var now = time.GetTimestamp();
        var found = await ApiKey.FindAsync(store, hash, cancellationToken);
        if (found is not null)
        {
            _seen[prefix] = (found, now);
        }
        else if (seen.Key is not null)
        {
            _seen.TryRemove(KeyValuePair.Create(prefix, seen));
        }

        return found;
    }
}

using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains;

/// <summary>
/// Remembers what the checks of a credential found that cannot change as long as its bytes and the keys of its signers do not. Period
/// and status are looked at anew every time, and so are the signers' DID documents. Bounded; safe to share; one for the whole process.
/// </summary>
public sealed class ChainCache
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(1);

    private readonly SharedCache<Remembered> _entries;

    /// <summary>An empty cache.</summary>
    /// <param name="maxEntries">How many credentials are remembered.</param>
    /// <param name="maxBytes">About how many bytes that may take.</param>
    /// <param name="time">When now is.</param>
    public ChainCache(int maxEntries, long maxBytes, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEntries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        ArgumentNullException.ThrowIfNull(time);
        _entries = new SharedCache<Remembered>(maxEntries, maxBytes, time);
    }

    /// <summary>For 25,000 credentials, about 256 MiB.</summary>
    /// <param name="time">When now is.</param>
    public ChainCache(TimeProvider time)
        : this(25_000, 256L << 20, time)
    {
    }

    /// <summary>The texts of what is remembered.</summary>
    internal TextPool Texts { get; } = new();

    internal Remembered? Find(string key) => _entries.TryGet(key, out var found) ? found : null;

    internal void Keep(string key, Remembered what, int bytes) =>
        _entries.Set(key, new Cacheable<Remembered>(what, s_lifetime, Remembered.Weigh(bytes)));
}

using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains;

/// <summary>
/// Remembers what the checks of a credential found that cannot change as long as its bytes and the keys of its signers do not, and what
/// the rules concluded from it. Period and status are looked at anew every time, and so are the signers' DID documents. Bounded; safe to
/// share; one for the whole process.
/// </summary>
public sealed class ChainCache
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(1);

    /// <summary>Of audits that are made again and again.</summary>
    private const int MaxConclusions = 64;

    private readonly SharedCache<Remembered> _entries;
    private readonly SharedCache<Conclusion> _conclusions;

    /// <summary>An empty cache.</summary>
    /// <param name="maxEntries">How many credentials are remembered.</param>
    /// <param name="maxBytes">About how many bytes that may take; for conclusions, a quarter of that besides.</param>
    /// <param name="time">When now is.</param>
    public ChainCache(int maxEntries, long maxBytes, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEntries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        ArgumentNullException.ThrowIfNull(time);
        _entries = new SharedCache<Remembered>(maxEntries, maxBytes, time);
        _conclusions = new SharedCache<Conclusion>(MaxConclusions, maxBytes / 4, time);
    }

    /// <summary>For 25,000 credentials, about 256 MiB.</summary>
    /// <param name="time">When now is.</param>
    public ChainCache(TimeProvider time)
        : this(25_000, 256L << 20, time)
    {
    }

    /// <summary>The texts of what is remembered.</summary>
    internal TextPool Texts { get; } = new();

    /// <summary>What is remembered of bytes that were read as this media type for this profile; one of these a digest.</summary>
    internal Remembered? Find(string digest, ReadAs readAs) =>
        _entries.TryGet(digest, out var found) && found.ReadAs == readAs ? found : null;

    internal void Keep(string digest, Remembered what, int bytes) =>
        _entries.Set(digest, new Cacheable<Remembered>(what, s_lifetime, Remembered.Weigh(bytes)));

    /// <summary>What an earlier audit concluded from the same; null when there was none.</summary>
    internal Conclusion? FindConclusion(ChainPolicy policy, DateTimeOffset asOf, Discovered found) =>
        _conclusions.TryGet(Conclusion.KeyOf(policy, found), out var known) && known.Holds(policy, asOf, found) ? known : null;

    internal Conclusion Keep(Conclusion made)
    {
        _conclusions.Set(Conclusion.KeyOf(made.Policy, made.Found), new Cacheable<Conclusion>(made, s_lifetime, made.Weigh()));
        return made;
    }
}

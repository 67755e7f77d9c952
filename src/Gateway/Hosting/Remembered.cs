using System.Diagnostics.CodeAnalysis;

namespace Gateway.Hosting;

/// <summary>
/// What every request asks for and what may be a moment old: found once, it is not looked for again until the moment is over. What is not
/// there is looked for each time, so that it is known as soon as it is.
/// </summary>
/// <param name="moment">How old an answer may be; none when zero.</param>
/// <param name="time">The clock.</param>
internal sealed class Remembered<TKey, TValue>(TimeSpan moment, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private const int Capacity = 10_000;

    private readonly BoundedTable<TKey, Known> _known = new(Capacity);

    /// <summary>What is remembered, or else what <paramref name="look"/> finds.</summary>
    public async ValueTask<TValue?> FindAsync(TKey key, Func<Task<TValue?>> look)
    {
        if (TryGet(key, out var value))
        {
            return value;
        }

        var at = time.GetTimestamp();
        var found = await look();
        if (found is not null)
        {
            _known.GetOrAdd(key, _ => new Known()).Last = new Seen(found, at);
        }

        return found;
    }

    /// <summary>To be called after a change; a look that is under way may still find what was before, and remembers it for its moment.</summary>
    public void Forget(TKey key)
    {
        if (_known.TryGet(key, out var known))
        {
            known.Last = null;
        }
    }

    private bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        value = _known.TryGet(key, out var known) && known.Last is { } last && time.GetElapsedTime(last.At) < moment ? last.Value : null;
        return value is not null;
    }

    private sealed class Known
    {
        public Seen? Last { get; set; }
    }

    /// <summary>The time is that of the question, not of the answer.</summary>
    private sealed record Seen(TValue Value, long At);
}

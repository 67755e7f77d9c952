using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Untp.Credentials;

/// <summary>A value and how long it may be kept.</summary>
/// <param name="Value">The value.</param>
/// <param name="Lifetime">How long it is served; zero or less: not kept, only handed to those who wait for it now.</param>
/// <param name="Bytes">About how much memory it holds.</param>
/// <param name="IsFailure">Whether it says that there is no value: kept for the scope that found out, and for nobody else.</param>
internal readonly record struct Cacheable<TValue>(TValue Value, TimeSpan Lifetime, long Bytes, bool IsFailure = false);

/// <summary>
/// Keeps what was fetched, bounded by entries and by bytes, the least recently used going first; one load a key however many wait for
/// it. Reading takes no lock and allocates nothing. Safe to share.
/// </summary>
internal sealed class SharedCache<TValue>(int maxEntries, long maxBytes, TimeProvider time)
    where TValue : class
{
    // with room from the start: to grow, it makes anew whatever it holds
    private readonly ConcurrentDictionary<string, Slot> _slots = new(-1, Math.Min(maxEntries, 1 << 15), StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<TValue>> _flights = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private long _bytes;

    // counted here: to ask a concurrent dictionary takes every one of its locks
    private int _count;

    /// <summary>How many values are held, those included whose time is over and which nobody has pushed out yet.</summary>
    public int Count => _slots.Count;

    /// <summary>The value, when there is one and its time is not over.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out TValue? value)
    {
        if (_slots.TryGetValue(key, out var slot))
        {
            var now = time.GetUtcNow().UtcTicks;
            // a clock that was set back must not make anything live longer
            if (now >= slot.StoredAt && now < slot.ExpiresAt)
            {
                slot.Touch(now);
                value = slot.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>
    /// The cached value, or the one that <paramref name="load"/> brings, or that of a load under way in the same scope, whose failures
    /// are known to that scope alone: who is kept from loading must not keep others from it. The load is not cancelled with the
    /// caller that started it, because others wait for it too; its exception is thrown to that caller alone, and the others, who have
    /// allowances of their own, try for themselves.
    /// </summary>
    public async Task<TValue> GetOrLoadAsync(
        string scope, string key, Func<Task<Cacheable<TValue>>> load, CancellationToken cancellationToken)
    {
        var scoped = $"{scope}\n{key}";
        while (true)
        {
            if (TryGet(key, out var value) || TryGet(scoped, out value))
            {
                return value;
            }

            var own = new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously);
            var flight = _flights.GetOrAdd(scoped, own.Task);
            var isOwn = ReferenceEquals(flight, own.Task);
            if (isOwn)
            {
                _ = FlyAsync(key, scoped, load, own);
            }

            try
            {
                return await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (!isOwn && !cancellationToken.IsCancellationRequested)
            {
                // the exception is another caller's: go round, and fly ourselves
            }
        }
    }

    /// <summary>Keeps a value. One that alone is larger than the cache is not kept.</summary>
    public void Set(string key, Cacheable<TValue> loaded)
    {
        if (loaded.Lifetime <= TimeSpan.Zero || loaded.Bytes > maxBytes)
        {
            return;
        }

        var now = time.GetUtcNow();
        var slot = new Slot(loaded.Value, loaded.Bytes, now.UtcTicks, (now + loaded.Lifetime).UtcTicks);
        lock (_writing)
        {
            var isKnown = _slots.TryGetValue(key, out var old);
            _bytes += loaded.Bytes - (isKnown ? old!.Bytes : 0);
            _count += isKnown ? 0 : 1;
            _slots[key] = slot;
            if (_count > maxEntries || _bytes > maxBytes)
            {
                Trim(slot);
            }
        }
    }

    private async Task FlyAsync(string key, string scoped, Func<Task<Cacheable<TValue>>> load, TaskCompletionSource<TValue> own)
    {
        try
        {
            // a flight that ended between our look and our start has left its value
            if (!TryGet(key, out var value) && !TryGet(scoped, out value))
            {
                var loaded = await load().ConfigureAwait(false);
                Set(loaded.IsFailure ? scoped : key, loaded);
                value = loaded.Value;
            }

            _flights.TryRemove(scoped, out _);
            own.SetResult(value);
        }
        catch (Exception fault)
        {
            _flights.TryRemove(scoped, out _);
            own.SetException(fault);
            _ = own.Task.Exception; // seen, even when everybody has stopped waiting
        }
    }

    /// <summary>Makes room for an eighth more than is needed, so that a full cache is not sorted at every insertion.</summary>
    private void Trim(Slot newest)
    {
        var byUse = _slots.ToArray();
        Array.Sort(byUse, (a, b) => a.Value.UsedAt.CompareTo(b.Value.UsedAt));
        foreach (var (key, slot) in byUse)
        {
            if (_count <= maxEntries - (maxEntries / 8) && _bytes <= maxBytes - (maxBytes / 8))
            {
                return;
            }

            if (!ReferenceEquals(slot, newest) && _slots.TryRemove(key, out _))
            {
                _bytes -= slot.Bytes;
                _count--;
            }
        }
    }

    private sealed class Slot(TValue value, long bytes, long storedAt, long expiresAt)
    {
        public TValue Value { get; } = value;

        public long Bytes { get; } = bytes;

        public long StoredAt { get; } = storedAt;

        public long ExpiresAt { get; } = expiresAt;

        /// <summary>Ticks; readers race to write it, and any of their values will do.</summary>
        public long UsedAt { get; private set; } = storedAt;

        /// <summary>Once a millisecond is enough, and spares the processors a quarrel over the same line of memory.</summary>
        public void Touch(long now)
        {
            if (now - UsedAt >= TimeSpan.TicksPerMillisecond)
            {
                UsedAt = now;
            }
        }
    }
}

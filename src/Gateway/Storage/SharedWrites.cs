using System.Collections.Concurrent;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>
/// Writes what comes while other writes are under way together in one transaction. One that cannot be written does not take others with
/// it: then each has a transaction of its own.
/// </summary>
/// <param name="turns">How many transactions at once.</param>
/// <param name="maxWaiting">How many may wait; one more is refused.</param>
/// <param name="write">Writes some in one transaction; what became of each, in their order, after the commit.</param>
internal sealed class SharedWrites<TItem, TAnswer>(
    int turns, int maxWaiting, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> write)
{
    private const int Together = 256;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private int _count;

    private SemaphoreSlim Turns { get; } = new(turns);

    /// <summary>Completes after the commit; what waits is not cancelled, only the wait for it.</summary>
    /// <exception cref="StorageBusyException">Too many are waiting, or the database cannot be reached.</exception>
    public async Task<TAnswer> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _count) > maxWaiting)
        {
            Interlocked.Decrement(ref _count);
            throw new StorageBusyException("Too many writes are waiting.");
        }

        var mine = new Waiting(item);
        _waiting.Enqueue(mine);

        _ = WriteWaitingAsync();
        return await mine.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes a turn as long as there is one and something waits: who has one looks again after it, so that nothing is left.</summary>
    private async Task WriteWaitingAsync()
    {
        while (!_waiting.IsEmpty && Turns.Wait(0))
        {
            // Who is ready to run goes first, and may bring more: the busier the processors, the larger the groups.
            await Task.Yield();
            await WriteAsync(Take());
            Turns.Release();
        }
    }

    private List<Waiting> Take()
    {
        var some = new List<Waiting>();
        while (some.Count < Together && _waiting.TryDequeue(out var next))
        {
            some.Add(next);
        }

        return some;
    }

    /// <summary>Never throws: a fault is the answer of those whom it befell.</summary>
    private async Task WriteAsync(List<Waiting> some)
    {
        try
        {
            if (some.Count > 0)
            {
                var answers = await write([.. some.Select(one => one.Item)]);
                Interlocked.Add(ref _count, -some.Count);
                some.Zip(answers).ToList().ForEach(pair => pair.First.Answer.SetResult(pair.Second));
            }
        }
        catch (Exception fault) when (some.Count == 1 || fault is StorageBusyException)
        {
            Interlocked.Add(ref _count, -some.Count);
            some.ForEach(one => one.Answer.SetException(fault));
        }
        catch (Exception)
        {
            foreach (var one in some)
            {
                await WriteAsync([one]);
            }
        }
    }

    private sealed record Waiting(TItem Item)
    {
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Collections.Concurrent;
using Gateway.Forwarding;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>
/// Keeps outcomes of attempts, those that come while others are being kept together in one transaction. One that cannot be kept does not
/// take others with it: then each has a transaction of its own.
/// </summary>
internal sealed class OutcomeWrites(Database database)
{
    private const int Together = 256;

    private readonly ConcurrentQueue<Waiting> _waiting = new();

    private SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Completes after the commit; false when the lease was no longer held.</summary>
    public async Task<bool> RecordAsync(ClaimedDelivery delivery, AttemptOutcome outcome, CancellationToken cancellationToken)
    {
        var mine = new Waiting(new Outcome(delivery, outcome));
        _waiting.Enqueue(mine);

        // Whoever has the turn keeps what waits, his own or not: his own was kept by another if it waits no more.
        await Turn.WaitAsync(CancellationToken.None);
        try
        {
            await KeepAsync(Take());
        }
        finally
        {
            Turn.Release();
        }

        return await mine.Answer.Task.WaitAsync(cancellationToken);
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

    private async Task KeepAsync(List<Waiting> some)
    {
        try
        {
            if (some.Count > 0)
            {
                var kept = await database.WriteAsync(
                    session => AttemptRows.RecordAsync(session, [.. some.Select(one => one.Outcome)]), CancellationToken.None);
                some.Zip(kept).ToList().ForEach(pair => pair.First.Answer.SetResult(pair.Second));
            }
        }
        catch (Exception fault) when (some.Count == 1 || fault is StorageBusyException)
        {
            some.ForEach(one => one.Answer.SetException(fault));
        }
        catch (Exception)
        {
            foreach (var one in some)
            {
                await KeepAsync([one]);
            }
        }
    }

    private sealed record Waiting(Outcome Outcome)
    {
        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

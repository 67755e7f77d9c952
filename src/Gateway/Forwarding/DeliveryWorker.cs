using System.Collections.Concurrent;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Forwarding;

/// <summary>
/// Claims what is due and has it sent, so many at once, and no more to one recipient than its share: one that is slow or dead holds up
/// nobody else. While something is being sent its lease is renewed.
/// </summary>
internal sealed class DeliveryWorker(
    IDeliveryStore store,
    DeliverySender sender,
    RecipientCircuits circuits,
    DeliverySignal signal,
    ForwardingMetrics metrics,
    TimeProvider time,
    IOptions<ForwardingOptions> options,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(100);

    private readonly ForwardingOptions _options = options.Value;
    private readonly ConcurrentDictionary<ClaimedDelivery, Task> _inFlight = new(ReferenceEqualityComparer.Instance);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // what is in flight may go on for a while when the gateway is stopped, and is renewed until then
        using var breakOff = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var registration = stoppingToken.Register(() => breakOff.CancelAfter(_options.StopGrace));
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(ended.Token);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (!stoppingToken.IsCancellationRequested && await ClaimAsync(breakOff.Token))
                {
                }

                await signal.WaitAsync(await NextLookAsync(stoppingToken), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.ClaimFailed(logger, exception);
                await signal.WaitAsync(_options.PollInterval, stoppingToken);
            }
            catch (Exception)
            {
                break;
            }
        }

        await Task.WhenAll(_inFlight.Values);
        await ended.CancelAsync();
        await renewing;
    }

    /// <summary>Starts what is due and has room; true when there may be more.</summary>
    private async Task<bool> ClaimAsync(CancellationToken breakOff)
    {
        var total = _options.Parallel - _inFlight.Count;
        if (total <= 0)
        {
            return false;
        }

        // not to be broken off: what it has taken must be sent
        var busy = _inFlight.Keys.CountBy(delivery => delivery.Recipient, StringComparer.Ordinal).ToDictionary();
        foreach (var unwell in circuits.LeftAlone)
        {
            busy[unwell] = _options.ParallelPerRecipient;
        }

        var room = new ClaimRoom(total, _options.ParallelPerRecipient, busy);
        var claimed = await store.ClaimDueAsync(time.GetUtcNow(), _options.Lease, room, CancellationToken.None);
        foreach (var delivery in claimed)
        {
            var go = new TaskCompletionSource();
            _inFlight[delivery] = SendAsync(delivery, go.Task, breakOff);
            go.SetResult();
        }

        return claimed.Count > 0;
    }

    /// <summary>How long to wait for a signal. What is overdue now is a busy recipient's: the end of its attempt is one.</summary>
    private async Task<TimeSpan> NextLookAsync(CancellationToken cancellationToken)
    {
        var wait = await store.NextDueAsync(cancellationToken) - time.GetUtcNow() ?? _options.PollInterval;
        return wait > _options.PollInterval ? _options.PollInterval : wait < s_shortestWait ? s_shortestWait : wait;
    }

    /// <summary>Says three times in the length of a lease that what is in flight is ours.</summary>
    private async Task RenewAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_options.Lease / 3, time, ended);
                if (_inFlight.Keys.ToList() is { Count: > 0 } held)
                {
                    await store.RenewAsync(held, time.GetUtcNow() + _options.Lease, CancellationToken.None);
                }
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.NotRenewed(logger, exception);
            }
        }
    }

    private async Task SendAsync(ClaimedDelivery delivery, Task go, CancellationToken breakOff)
    {
        await go;
        try
        {
            var start = time.GetTimestamp();
            var outcome = await TryAsync(delivery, breakOff) with { Duration = time.GetElapsedTime(start) };
            if (await RecordAsync(delivery, outcome, breakOff))
            {
                metrics.Count(outcome);
                Say(delivery, outcome);
            }
            else
            {
                Log.LeaseLost(logger, delivery.Id);
            }
        }
        catch (Exception exception)
        {
            Log.OutcomeNotKept(logger, exception, delivery.Id);
        }
        finally
        {
            _inFlight.TryRemove(delivery, out _);
            signal.Notify();
        }
    }

    private void Say(ClaimedDelivery delivery, AttemptOutcome outcome)
    {
        var (id, credential, recipient, attempt) = (delivery.Id, delivery.CredentialId, delivery.Recipient, delivery.Attempts + 1);
        if (outcome.IsDelivered)
        {
            Log.Delivered(logger, id, credential, recipient, attempt);
        }
        else if (outcome.IsDead)
        {
            Log.GivenUp(logger, id, credential, recipient, attempt, outcome.Status);
        }
        else
        {
            Log.DeliveryFailed(logger, id, credential, recipient, attempt, outcome.Status, outcome.RetryAt);
        }

        if (outcome.IsDisabling)
        {
            Log.RecipientDisabled(logger, recipient);
        }
    }

    /// <summary>Keeps the outcome, with patience for a busy database: an outcome that is not kept is an attempt made again.</summary>
    private async Task<bool> RecordAsync(ClaimedDelivery delivery, AttemptOutcome outcome, CancellationToken breakOff)
    {
        for (var triesLeft = _options.RecordLimit / s_shortestWait; ; triesLeft--)
        {
            try
            {
                return await store.RecordAttemptAsync(delivery, outcome, CancellationToken.None);
            }
            catch (StorageBusyException) when (triesLeft > 1)
            {
                await Task.Delay(s_shortestWait, time, breakOff);
            }
        }
    }

    private async Task<AttemptOutcome> TryAsync(ClaimedDelivery delivery, CancellationToken breakOff)
    {
        if (delivery.IsRecipientDisabled)
        {
            return AttemptOutcome.NotMade(time.GetUtcNow(), null, "The recipient has said (410) that it wants no more.");
        }

        using var limit = new CancellationTokenSource(_options.AttemptLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, breakOff);
        try
        {
            return await circuits.RunAsync(delivery.Recipient, token => TryAsync(delivery, limit.Token, token), either.Token);
        }
        catch (OperationCanceledException) when (breakOff.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            return AttemptOutcome.NotMade(now, now, "The gateway was stopped before there was an answer.");
        }
        catch (Exception exception)
        {
            Log.AttemptFaulted(logger, exception, delivery.Id);
            return sender.Failed(delivery, "The gateway could not make the attempt; its log says why.");
        }
    }

    private async Task<AttemptOutcome> TryAsync(ClaimedDelivery delivery, CancellationToken limit, CancellationToken either)
    {
        try
        {
            return await sender.TryAsync(delivery, either);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return sender.Failed(delivery, "There was no answer in time.");
        }
    }
}

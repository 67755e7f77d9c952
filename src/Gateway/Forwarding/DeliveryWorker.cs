using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Forwarding;

/// <summary>
/// Claims what is due and has it sent, so many at once. Every claim is of at most a recipient's share and leaves out recipients that
/// have something in flight: so nobody has more than the share, and one that is slow or dead holds up nobody else.
/// </summary>
internal sealed class DeliveryWorker(
    IDeliveryStore store,
    DeliverySender sender,
    DeliverySignal signal,
    ForwardingMetrics metrics,
    TimeProvider time,
    IOptions<ForwardingOptions> options,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(100);

    private readonly ForwardingOptions _options = options.Value;

    // seen by ExecuteAsync alone
    private readonly List<(string Recipient, Task Work)> _inFlight = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // what is in flight may go on for a while when the gateway is stopped
        using var breakOff = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var registration = stoppingToken.Register(() => breakOff.CancelAfter(_options.StopGrace));
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

        await Task.WhenAll(_inFlight.Select(f => f.Work));
    }

    /// <summary>Starts what is due and has room; true when there may be more.</summary>
    private async Task<bool> ClaimAsync(CancellationToken breakOff)
    {
        _inFlight.RemoveAll(f => f.Work.IsCompleted);
        var limit = Math.Min(_options.Parallel - _inFlight.Count, _options.ParallelPerRecipient);
        if (limit == 0)
        {
            return false;
        }

        // not to be broken off: what it has taken must be sent
        var busy = _inFlight.Select(f => f.Recipient).ToHashSet(StringComparer.Ordinal);
        var claimed = await store.ClaimDueAsync(time.GetUtcNow(), _options.Lease, limit, busy, CancellationToken.None);
        foreach (var delivery in claimed)
        {
            var work = SendAsync(delivery, breakOff);
            _inFlight.Add((delivery.Recipient, work));
            _ = work.ContinueWith(_ => signal.Notify(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return claimed.Count == limit;
    }

    /// <summary>How long to wait for a signal. What is overdue now is a busy recipient's: the end of its attempt is one.</summary>
    private async Task<TimeSpan> NextLookAsync(CancellationToken cancellationToken)
    {
        var wait = await store.NextDueAsync(cancellationToken) - time.GetUtcNow() ?? _options.PollInterval;
        return wait > _options.PollInterval ? _options.PollInterval : wait < s_shortestWait ? s_shortestWait : wait;
    }

    private async Task SendAsync(ClaimedDelivery delivery, CancellationToken breakOff)
    {
        try
        {
            var outcome = await TryAsync(delivery, breakOff);
            metrics.Count(outcome);
            if (!await RecordAsync(delivery, outcome))
            {
                Log.LeaseLost(logger, delivery.Id);
            }
            else if (outcome.IsDelivered)
            {
                Log.Delivered(logger, delivery.Id, delivery.CredentialId, delivery.Recipient, delivery.Attempts + 1);
            }
            else
            {
                Log.DeliveryFailed(
                    logger, delivery.Id, delivery.CredentialId, delivery.Recipient, delivery.Attempts + 1, outcome.Status, outcome.RetryAt);
            }
        }
        catch (Exception exception)
        {
            Log.OutcomeNotKept(logger, exception, delivery.Id);
        }
    }

    /// <summary>Keeps the outcome, with patience for a busy database: an outcome that is not kept is an attempt made again.</summary>
    private async Task<bool> RecordAsync(ClaimedDelivery delivery, AttemptOutcome outcome)
    {
        for (var triesLeft = ForwardingOptions.LeaseMargin / s_shortestWait; ; triesLeft--)
        {
            try
            {
                return await store.RecordAttemptAsync(delivery, outcome, CancellationToken.None);
            }
            catch (StorageBusyException) when (triesLeft > 1)
            {
                await Task.Delay(s_shortestWait, time);
            }
        }
    }

    private async Task<AttemptOutcome> TryAsync(ClaimedDelivery delivery, CancellationToken breakOff)
    {
        using var leaseEnds = new CancellationTokenSource(_options.Lease - ForwardingOptions.LeaseMargin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaseEnds.Token, breakOff);
        try
        {
            return await sender.TryAsync(delivery, either.Token);
        }
        catch (OperationCanceledException) when (breakOff.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            return new AttemptOutcome(now, IsDelivered: false, RetryAt: now, null, "The gateway was stopped before there was an answer.");
        }
        catch (OperationCanceledException)
        {
            return sender.Failed(delivery, "There was no answer in time.");
        }
        catch (Exception exception)
        {
            Log.AttemptFaulted(logger, exception, delivery.Id);
            return sender.Failed(delivery, "The gateway could not make the attempt; its log says why.");
        }
    }
}

using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Forwarding;

/// <summary>
/// Claims what is due and has it sent, so many at once, and no more to one recipient than its share: one that is slow or dead holds up
/// nobody else. While something is in hand its lease is renewed. An outcome is kept after the recipient's answer, never before.
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

    /// <summary>Claims come no closer together, so that each is for what many signals told of.</summary>
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan s_paceInVain = TimeSpan.FromMilliseconds(25);

    private readonly ForwardingOptions _options = options.Value;
    private readonly DeliveriesInHand _inHand = new(options.Value.Parallel, options.Value.ParallelPerRecipient);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unsettled = 1; // one for the claiming

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // what is in flight may go on for a while when the gateway is stopped, and is renewed until then
        using var breakOff = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var registration = stoppingToken.Register(() => breakOff.CancelAfter(_options.StopGrace));
        using var over = new CancellationTokenSource();
        var renewing = RenewAsync(over.Token);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // when something was claimed its end is a signal, and many ends are one; who is signalled need not ask when to look again
                var claimed = await ClaimAsync(breakOff.Token);
                var ended = TimeProvider.System.GetTimestamp();
                if (!await signal.WaitAsync(s_shortestWait, stoppingToken) && !claimed)
                {
                    await signal.WaitAsync(await NextLookAsync(stoppingToken), stoppingToken);
                }

                var soon = (claimed ? s_pace : s_paceInVain) - TimeProvider.System.GetElapsedTime(ended);
                await Task.Delay(soon > TimeSpan.Zero ? soon : TimeSpan.Zero, TimeProvider.System, stoppingToken);
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

        GiveBack(_inHand.TakeWaiting(_ => true), delivery => NotMade("The gateway was stopped before it was sent."));
        Settled();
        await _stopped.Task;
        await over.CancelAsync();
        await renewing;
    }

    /// <summary>Takes what is due and has room in hand; whether it took any.</summary>
    private async Task<bool> ClaimAsync(CancellationToken breakOff)
    {
        var room = _inHand.FindRoom(circuits.LeftAlone);
        if (room.Total <= 0)
        {
            return false;
        }

        // not to be broken off: what it has taken must be sent
        var claimed = await store.ClaimDueAsync(time.GetUtcNow(), _options.Lease, room, CancellationToken.None);
        Interlocked.Add(ref _unsettled, claimed.Count);
        _inHand.Add(claimed);
        SendWaiting(breakOff);
        return claimed.Count > 0;
    }

    /// <summary>Starts as many as there are places for.</summary>
    private void SendWaiting(CancellationToken breakOff)
    {
        while (_inHand.TakeNext() is { } next)
        {
            _ = Task.Run(() => SendAsync(next, breakOff), CancellationToken.None);
        }
    }

    /// <summary>How long to wait for a signal after the shortest wait. What is overdue then is looked for at once.</summary>
    private async Task<TimeSpan> NextLookAsync(CancellationToken cancellationToken)
    {
        var most = _options.PollInterval - s_shortestWait;
        var wait = await store.NextDueAsync(cancellationToken) - time.GetUtcNow() ?? most;
        wait = wait > most ? most : wait;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Says three times in the length of a lease that what is in flight is ours.</summary>
    private async Task RenewAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_options.Lease / 3, time, ended);
                if (_inHand.All is { Count: > 0 } held)
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

    /// <summary>Sends one; its place is free at the answer, and it is in hand until its outcome is kept.</summary>
    private async Task SendAsync(ClaimedDelivery delivery, CancellationToken breakOff)
    {
        var start = time.GetTimestamp();
        var outcome = await TryAsync(delivery, breakOff) with { Duration = time.GetElapsedTime(start) };
        _inHand.Leave(delivery, outcome.IsDelivered);
        SendWaiting(breakOff);
        if (outcome.IsDisabling)
        {
            GiveBack(
                _inHand.TakeWaiting(other => other.Recipient == delivery.Recipient && other.TenantId == delivery.TenantId),
                _ => Unwanted());
        }

        await SettleAsync(delivery, outcome, breakOff);
    }

    private async Task SettleAsync(ClaimedDelivery delivery, AttemptOutcome outcome, CancellationToken breakOff)
    {
        try
        {
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

        _inHand.Remove(delivery);
        signal.Notify();
        Settled();
    }

    /// <summary>Settles what waits and is not to be sent.</summary>
    private void GiveBack(IReadOnlyList<ClaimedDelivery> waiting, Func<ClaimedDelivery, AttemptOutcome> outcome)
    {
        foreach (var delivery in waiting)
        {
            _ = SettleAsync(delivery, outcome(delivery), CancellationToken.None);
        }
    }

    private void Settled()
    {
        if (Interlocked.Decrement(ref _unsettled) == 0)
        {
            _stopped.SetResult();
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
            return Unwanted();
        }

        if (delivery.IsUnreadable)
        {
            return sender.Failed(delivery, "The gateway cannot read the credential from its database.");
        }

        using var limit = new CancellationTokenSource(_options.AttemptLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, breakOff);
        try
        {
            return await circuits.RunAsync(delivery.Recipient, token => TryAsync(delivery, limit.Token, token), either.Token);
        }
        catch (OperationCanceledException) when (breakOff.IsCancellationRequested)
        {
            return NotMade("The gateway was stopped before there was an answer.");
        }
        catch (Exception exception)
        {
            Log.AttemptFaulted(logger, exception, delivery.Id);
            return sender.Failed(delivery, "The gateway could not make the attempt; its log says why.");
        }
    }

    private AttemptOutcome NotMade(string why)
    {
        var now = time.GetUtcNow();
        return AttemptOutcome.NotMade(now, now, why);
    }

    private AttemptOutcome Unwanted() =>
        AttemptOutcome.NotMade(time.GetUtcNow(), null, "The recipient has said (410) that it wants no more.");

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

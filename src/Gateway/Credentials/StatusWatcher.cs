using Gateway.Forwarding;
using Microsoft.Extensions.Options;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>Looks again at the status of what is held, so that a passport revoked since is not given as the answer.</summary>
internal sealed class StatusWatcher(
    ICredentialStore store,
    VerificationDesk desk,
    IOptions<CredentialsOptions> options,
    DeliverySignal signal,
    TimeProvider time,
    ILogger<StatusWatcher> logger) : BackgroundService
{
    /// <summary>Looks at once, and how long one may take: an issuer whose lists are slow holds up nobody's for long.</summary>
    private const int LooksAtOnce = 16;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly VerificationOptions s_wanted = new(VerificationProfile.Untp, [CheckNames.Proof, CheckNames.Status]);

    private readonly DeliverySignal _asked = new(time);

    /// <summary>Has what is due looked at now, instead of at the next turn.</summary>
    public void LookSoon() => _asked.Notify();

    /// <summary>Looks at everything that was last looked at longer ago than the interval; returns how many.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.StatusLookEvery;
        var count = 0;
        while (await store.ListStatusDueAsync(before, options.Value.StatusLookBatch, cancellationToken) is { Count: > 0 } due)
        {
            var together = new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(
                due, together, async (stored, token) => await LookAtAsync(stored, s_wanted, desk.FetcherForTenant(), token));
            count += due.Count;
        }

        return count;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(LookRegularlyAsync(stoppingToken), LookWhenAskedAsync(stoppingToken));

    private async Task LookRegularlyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.StatusLookEvery, time);
        try
        {
            do
            {
                await TryLookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway is stopping, or did not come to start.
        }
    }

    private async Task LookWhenAskedAsync(CancellationToken stoppingToken)
    {
        await _asked.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryLookAsync(stoppingToken);
            await _asked.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
        }
    }

    private async Task TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            logger.StatusLookFailed(fault);
        }
    }

    /// <summary>
    /// Looks at one now, because somebody says that it is revoked or is not. He is not believed: when what is known says otherwise, its
    /// list is fetched anew, out of his allowance.
    /// </summary>
    public async Task LookAtAsync(
        StoredCredential stored, bool? isSaidRevoked, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        if (await LookAtAsync(stored, s_wanted, desk.FetcherForTenant(), cancellationToken) is { } isRevoked
            && isSaidRevoked is { } said && said != isRevoked)
        {
            await LookAtAsync(stored, s_wanted with { RefreshesStatus = true }, fetcher, cancellationToken);
        }
    }

    /// <summary>Whether it is revoked; null when that cannot be seen.</summary>
    private async Task<bool?> LookAtAsync(
        StoredCredential stored, VerificationOptions wanted, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        bool? isRevoked = null;
        using var clock = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            isRevoked = await IsRevokedAsync(stored, wanted, fetcher, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // not seen in time
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // it must not keep those behind it from being looked at
            logger.StatusLookFailed(fault);
        }

        if (await store.SetStatusAsync(stored.Id, isRevoked, time.GetUtcNow(), cancellationToken))
        {
            signal.Notify();
        }

        return isRevoked;
    }

    /// <summary>
    /// Null when it could not be seen. A list that was read and does not hold counts as revoked: whoever breaks it must not keep what it
    /// revokes.
    /// </summary>
    private async Task<bool?> IsRevokedAsync(
        StoredCredential stored, VerificationOptions wanted, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        if (!Credential.TryParse(stored.Bytes, stored.MediaType, desk.Limits, out var credential, out _))
        {
            return null;
        }

        using (credential)
        {
            var report = await desk.VerifyAsync(credential, wanted, fetcher, cancellationToken);
            var verdict = report[CheckNames.Status].Verdict;
            logger.StatusSeen(stored.Id, Log.Clip(stored.Issuer)!, verdict);
            return verdict switch
            {
                Verdict.Passed => false,
                Verdict.Failed => true,
                _ => null,
            };
        }
    }
}

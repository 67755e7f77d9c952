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

    /// <summary>Looks at everything that was last looked at longer ago than the interval; returns how many.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.StatusLookEvery;
        var count = 0;
        while (await store.ListStatusDueAsync(before, options.Value.StatusLookBatch, cancellationToken) is { Count: > 0 } due)
        {
            var together = new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(due, together, LookAtAsync);
            count += due.Count;
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
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

    /// <summary>Looks at one now.</summary>
    public async ValueTask LookAtAsync(StoredCredential stored, CancellationToken cancellationToken)
    {
        bool? isRevoked = null;
        using var clock = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            isRevoked = await IsRevokedAsync(stored, either.Token);
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
    }

    /// <summary>
    /// Null when it could not be seen. A list that was read and does not hold counts as revoked: whoever breaks it must not keep what it
    /// revokes.
    /// </summary>
    private async Task<bool?> IsRevokedAsync(StoredCredential stored, CancellationToken cancellationToken)
    {
        if (!Credential.TryParse(stored.Bytes, stored.MediaType, desk.Limits, out var credential, out _))
        {
            return null;
        }

        using (credential)
        {
            var report = await desk.VerifyForTenantAsync(credential, s_wanted, cancellationToken);
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

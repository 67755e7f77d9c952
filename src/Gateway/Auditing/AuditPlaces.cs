using System.Threading.RateLimiting;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Auditing;

/// <summary>Audits are long: so many are in hand at once, and fewer for any one tenant, so that the others keep theirs.</summary>
internal sealed class AuditPlaces(IOptions<AuditingOptions> options) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<string> _tenants = PartitionedRateLimiter.Create<string, string>(
        tenant => RateLimitPartition.Get(tenant, _ => (RateLimiter)RateLimits.Concurrency(options.Value.ConcurrencyPerTenant)));

    private readonly ConcurrencyLimiter _all = RateLimits.Concurrency(options.Value.Concurrency);

    /// <summary>Does the work in a place, when there is one; else answers that there are too many.</summary>
    public async Task<Answer> WorkAsync(string tenantId, Func<Task<Answer>> work, CancellationToken cancellationToken)
    {
        using var tenants = await _tenants.AcquireAsync(tenantId, 1, cancellationToken);
        if (!tenants.IsAcquired)
        {
            return RateLimits.Full();
        }

        using var any = await _all.AcquireAsync(1, cancellationToken);
        return any.IsAcquired ? await work() : RateLimits.Full();
    }

    public async ValueTask DisposeAsync()
    {
        await _tenants.DisposeAsync();
        await _all.DisposeAsync();
    }
}

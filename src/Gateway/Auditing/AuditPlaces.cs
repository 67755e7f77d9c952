using System.Threading.RateLimiting;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Auditing;

/// <summary>
/// Audits are long: so many are in hand at once, and fewer for any one tenant. A tenant's own place comes before its body is read, so that
/// large requests do not gather in memory; one of all only when there is something to do, so that who sends slowly holds up nobody else.
/// </summary>
internal sealed class AuditPlaces(IOptions<AuditingOptions> options) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<string> _tenants = PartitionedRateLimiter.Create<string, string>(
        tenant => RateLimitPartition.Get(tenant, _ => (RateLimiter)RateLimits.Concurrency(options.Value.ConcurrencyPerTenant)));

    private readonly ConcurrencyLimiter _all = RateLimits.Concurrency(options.Value.Concurrency);

    /// <summary>Handles a tenant's request in one of its places; when there is none, answers that there are too many.</summary>
    public async Task HandleAsync(HttpContext context, Func<Task> handle)
    {
        using var place = await _tenants.AcquireAsync(context.DemandTenantId(), 1, context.RequestAborted);
        await (place.IsAcquired ? handle() : RateLimits.Full().ExecuteAsync(context));
    }

    /// <summary>Does the work in one of the places of all; when there is none, the answer is that there are too many.</summary>
    public async Task<Answer> WorkAsync(Func<Task<Answer>> work, CancellationToken cancellationToken)
    {
        using var place = await _all.AcquireAsync(1, cancellationToken);
        return place.IsAcquired ? await work() : RateLimits.Full();
    }

    public async ValueTask DisposeAsync()
    {
        await _tenants.DisposeAsync();
        await _all.DisposeAsync();
    }
}

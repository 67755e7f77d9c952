using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>
/// Bounds what is in hand at once. A tenant has a rate and a number of requests at once of its own; strangers' verifications share one
/// number, so that a flood of them leaves the tenants' places free. What does not fit waits in a bounded queue, or is turned away.
/// </summary>
internal static class RateLimits
{
    /// <summary>For routes that need a key.</summary>
    public const string Tenant = "tenant";

    /// <summary>For routes open to anybody that cost a verification.</summary>
    public const string Verification = "verification";

    private const int QueuePerPlace = 4;
    private const int RefillsPerSecond = 10;

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>>((limiter, limits) =>
        {
            limiter.OnRejected = (context, _) => new ValueTask(TurnAwayAsync(context));
            limiter.AddPolicy(Tenant, context => OfTenant(context, limits.Value));
            limiter.AddPolicy(
                Verification, context => context.TenantId() is null ? NoneHere() : OfTenant(context, limits.Value));
        });
        services.AddSingleton<StrangerPlaces>();
    }

    /// <summary>So many places, and a queue for them.</summary>
    public static ConcurrencyLimiter Concurrency(int places) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = places,
        QueueLimit = places * QueuePerPlace,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>The answer to what finds the queue full.</summary>
    public static Answer Full() => Problems.Busy("as many requests as may be in hand at once are waiting already");

    private static RateLimitPartition<string> OfTenant(HttpContext context, LimitsOptions limits) =>
        RateLimitPartition.Get("tenant " + context.TenantId(), _ => RateLimiter.CreateChained(
            new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.RequestsPerSecondPerTenant * 2,
                TokensPerPeriod = limits.RequestsPerSecondPerTenant / RefillsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / RefillsPerSecond,
                AutoReplenishment = true,
            }),
            Concurrency(limits.ConcurrentRequestsPerTenant)));

    /// <summary>Strangers are bounded later, by <see cref="StrangerPlaces"/>.</summary>
    private static RateLimitPartition<string> NoneHere() => RateLimitPartition.GetNoLimiter("strangers");

    private static Task TurnAwayAsync(OnRejectedContext context)
    {
        var answer = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
            ? Problems.TooManyRequests("more requests than this tenant may make in this time", wait)
            : Full();
        var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.Hosting.RateLimits");
        logger.RequestTurnedAway(context.HttpContext.GetEndpoint()?.DisplayName, answer.Status);
        return answer.ExecuteAsync(context.HttpContext);
    }
}

using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>
/// The verifications for callers without a key that are in hand at once, all together. A place is taken once the body is there: whoever
/// sends his slowly holds up nobody.
/// </summary>
internal sealed class StrangerPlaces(IOptions<LimitsOptions> limits, ILogger<StrangerPlaces> logger) : IAsyncDisposable
{
    private readonly ConcurrencyLimiter _places = RateLimits.Concurrency(limits.Value.ConcurrentVerifications);

    /// <summary>Waits for a place, and does the work in it; turns the call away when too many wait. A tenant has places of its own.</summary>
    public async Task<Answer> WorkAsync(HttpContext context, Func<Task<Answer>> work, CancellationToken cancellationToken)
    {
        if (context.TenantId() is not null)
        {
            return await work();
        }

        using var place = await _places.AcquireAsync(1, cancellationToken);
        if (place.IsAcquired)
        {
            return await work();
        }

        var answer = RateLimits.Full();
        logger.RequestTurnedAway(context.GetEndpoint()?.DisplayName, answer.Status);
        return answer;
    }

    public ValueTask DisposeAsync() => _places.DisposeAsync();
}

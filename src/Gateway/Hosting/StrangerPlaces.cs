using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>
/// The verifications for callers without a key that are in hand at once, all together. A place is taken once the body is there: whoever
/// sends his slowly holds up nobody. What is large, and so may keep a processor busy for a tenth of a second, is worked on by threads
/// apart, half as many as there are processors: a flood of it leaves the others their turn.
/// </summary>
internal sealed class StrangerPlaces(IOptions<LimitsOptions> limits, ILogger<StrangerPlaces> logger) : IAsyncDisposable
{
    /// <summary>The passports that we have seen are smaller.</summary>
    private const int LargeBody = 64 << 10;

    private readonly ConcurrencyLimiter _places = RateLimits.Concurrency(limits.Value.ConcurrentVerifications);
    private readonly SideThreads _threads = new(Math.Max(1, Environment.ProcessorCount / 2), "strangers' large bodies");

    /// <summary>
    /// Waits for a place, and does the work in it; turns the call away when too many wait. A tenant has places of its own.
    /// </summary>
    public async Task<Answer> WorkAsync(
        HttpContext context, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, Task<Answer>> work, CancellationToken cancellationToken)
    {
        if (context.TenantId() is not null)
        {
            return await work(body);
        }

        using var place = await _places.AcquireAsync(1, cancellationToken);
        if (place.IsAcquired)
        {
            return body.Length <= LargeBody
                ? await work(body)
                : await Task.Factory.StartNew(() => work(body), cancellationToken, TaskCreationOptions.None, _threads).Unwrap();
        }

        var answer = RateLimits.Full();
        logger.RequestTurnedAway(context.GetEndpoint()?.DisplayName, answer.Status);
        return answer;
    }

    public ValueTask DisposeAsync()
    {
        _threads.Dispose();
        return _places.DisposeAsync();
    }
}

using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Gateway.Outbound;

/// <summary>What is remembered of one host and port: how many requests are under way, and whether its circuit is open.</summary>
internal sealed class HostState(string host, LaneOptions lane, OutboundOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>The requests to this host that may be under way at once.</summary>
    public SemaphoreSlim Turns { get; } = new(options.ConcurrencyPerHost);

    /// <summary>Tries again where the lane allows it, each try through the circuit.</summary>
    public ResiliencePipeline<Answer> Pipeline { get; } = Build(host, lane, options, time, logger);

    private static ResiliencePipeline<Answer> Build(
        string host, LaneOptions lane, OutboundOptions options, TimeProvider time, ILogger logger)
    {
        var builder = new ResiliencePipelineBuilder<Answer> { TimeProvider = time };
        if (lane.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<Answer>
            {
                ShouldHandle = retry => ValueTask.FromResult(retry.Outcome.Result is { IsWorthAnotherTry: true }),
                MaxRetryAttempts = lane.Retries,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        return builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<Answer>
        {
            ShouldHandle = circuit => ValueTask.FromResult(circuit.Outcome.Result is { IsHostUnwell: true }),
            FailureRatio = 0.5,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = options.CircuitBreak,
            OnOpened = _ =>
            {
                Log.CircuitOpened(logger, host, lane.Name);
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                Log.CircuitClosed(logger, host, lane.Name);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }
}

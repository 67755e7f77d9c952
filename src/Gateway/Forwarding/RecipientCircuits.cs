using System.Collections.Concurrent;
using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Gateway.Forwarding;

/// <summary>
/// Remembers which recipients are unwell, or asked to be left alone: until they may be tried again nothing is claimed for them, and they
/// cost nobody anything. Each process finds out for itself.
/// </summary>
internal sealed class RecipientCircuits(IOptions<ForwardingOptions> options, TimeProvider time, ILogger<RecipientCircuits> logger)
{
    private const int Remembered = 10_000;
    private const string LeftAloneNow = "The recipient failed several times, or asked for it, and is left alone for a while.";

    private readonly BoundedTable<string, ResiliencePipeline<AttemptOutcome>> _circuits = new(Remembered);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _leftAlone = new(StringComparer.Ordinal);

    /// <summary>The recipients that are to be left alone now.</summary>
    public IReadOnlyList<string> LeftAlone
    {
        get
        {
            var now = time.GetUtcNow();
            foreach (var over in _leftAlone.Where(pair => pair.Value <= now))
            {
                _leftAlone.TryRemove(over);
            }

            return [.. _leftAlone.Keys];
        }
    }

    /// <summary>Leaves a recipient alone until then.</summary>
    public void LeaveAlone(string recipient, DateTimeOffset until) =>
        _leftAlone.AddOrUpdate(recipient, until, (_, before) => before > until ? before : until);

    /// <summary>Makes an attempt, unless the recipient was found unwell meanwhile: then the delivery is put back as it was.</summary>
    public async Task<AttemptOutcome> RunAsync(
        string recipient, Func<CancellationToken, Task<AttemptOutcome>> attempt, CancellationToken cancellationToken)
    {
        var start = time.GetUtcNow();
        if (_leftAlone.TryGetValue(recipient, out var until) && until > start)
        {
            return AttemptOutcome.NotMade(start, until, LeftAloneNow);
        }

        try
        {
            var circuit = _circuits.GetOrAdd(recipient, Build);
            return await circuit.ExecuteAsync(async token => await attempt(token), cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            var now = time.GetUtcNow();
            return AttemptOutcome.NotMade(now, now + options.Value.CircuitBreak, LeftAloneNow);
        }
    }

    private ResiliencePipeline<AttemptOutcome> Build(string recipient) =>
        new ResiliencePipelineBuilder<AttemptOutcome> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptOutcome>
            {
                ShouldHandle = circuit => ValueTask.FromResult(circuit.Outcome.Result is { IsRecipientUnwell: true }),
                FailureRatio = 0.5,
                MinimumThroughput = options.Value.CircuitAttempts,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.Value.CircuitBreak,
                OnOpened = _ =>
                {
                    LeaveAlone(recipient, time.GetUtcNow() + options.Value.CircuitBreak);
                    Log.RecipientUnwell(logger, recipient);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
}

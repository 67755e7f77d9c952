using System.Diagnostics.Metrics;

namespace Gateway.Forwarding;

/// <summary>Counts what becomes of deliveries; meter <c>Gateway.Forwarding</c>.</summary>
internal sealed class ForwardingMetrics(IMeterFactory meters)
{
    public const string MeterName = "Gateway.Forwarding";

    private readonly Counter<long> _attempts = meters.Create(MeterName)
        .CreateCounter<long>("gateway.deliveries.attempts", "{attempt}", "Attempts that ended, by whether they delivered.");

    public void Count(AttemptOutcome outcome) => _attempts.Add(1, new KeyValuePair<string, object?>("delivered", outcome.IsDelivered));
}

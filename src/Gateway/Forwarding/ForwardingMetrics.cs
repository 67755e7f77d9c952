using System.Diagnostics.Metrics;

namespace Gateway.Forwarding;

/// <summary>Counts what becomes of deliveries; meter <c>Gateway.Forwarding</c>.</summary>
internal sealed class ForwardingMetrics(IMeterFactory meters)
{
    public const string MeterName = "Gateway.Forwarding";

    private readonly Counter<long> _attempts = meters.Create(MeterName)
        .CreateCounter<long>("gateway.deliveries.attempts", "{attempt}", "Attempts that ended, by whether they delivered.");

    private readonly Counter<long> _dead = meters.Create(MeterName)
        .CreateCounter<long>("gateway.deliveries.dead", "{delivery}", "Deliveries that were given up.");

    public void Count(AttemptOutcome outcome)
    {
        if (outcome.WasMade)
        {
            _attempts.Add(1, new KeyValuePair<string, object?>("delivered", outcome.IsDelivered));
        }

        if (outcome.IsDead)
        {
            _dead.Add(1);
        }
    }
}

namespace Gateway.Tests.Faults;

/// <summary>A clock that is set to another time while what waits goes on waiting, as when NTP steps that of a machine.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long _by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _by));

    /// <summary>By how much it differs from the true time.</summary>
    public void StepTo(TimeSpan difference) => Volatile.Write(ref _by, difference.Ticks);
}

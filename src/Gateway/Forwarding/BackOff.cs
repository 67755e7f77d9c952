using Microsoft.Extensions.Options;

namespace Gateway.Forwarding;

/// <summary>Says how long to wait after a failed attempt.</summary>
/// <param name="jitter">A number in [0, 1), another one each time, so that what failed together does not come back together.</param>
internal sealed class BackOff(IOptions<ForwardingOptions> options, Func<double> jitter)
{
    // by how much a pause may be stretched; it is never shortened, so the schedule says the least that a recipient is left alone
    private const double Spread = 0.2;

    private static readonly TimeSpan[] s_usual =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private readonly IReadOnlyList<TimeSpan> _pauses = options.Value.Pauses.Count > 0 ? options.Value.Pauses : s_usual;

    /// <summary>The pause after that many failed attempts (at least 1); a recipient's longer wish is granted within a bound.</summary>
    public TimeSpan After(int failedAttempts, TimeSpan? retryAfter = null)
    {
        var pause = _pauses[Math.Clamp(failedAttempts, 1, _pauses.Count) - 1];
        var wish = Shorter(retryAfter ?? TimeSpan.Zero, options.Value.LongestRetryAfter);
        if (wish > pause)
        {
            pause = wish;
        }

        return pause + (pause * Spread * jitter());
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

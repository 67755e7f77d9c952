using Microsoft.Extensions.Options;

namespace Gateway.Forwarding;

/// <summary>Says how long to wait after a failed attempt, and when to give up.</summary>
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

    /// <summary>No wish to be left alone is granted for longer than this.</summary>
    public TimeSpan Within(TimeSpan? retryAfter) => Shorter(retryAfter ?? TimeSpan.Zero, options.Value.LongestRetryAfter);

    /// <summary>
    /// The pause after that many failed attempts, the last of which was answered with that status, if at all; null to give up. A
    /// recipient's longer wish is granted within a bound.
    /// </summary>
    public TimeSpan? After(int failedAttempts, int? status = null, TimeSpan? retryAfter = null)
    {
        if (failedAttempts >= MostAttempts(status))
        {
            return null;
        }

        var pause = _pauses[failedAttempts - 1];
        var wish = Within(retryAfter);
        if (wish > pause)
        {
            pause = wish;
        }

        return pause + (pause * Spread * jitter());
    }

    /// <summary>An answer that the same bytes would get again is not asked for often.</summary>
    private int MostAttempts(int? status) => status switch
    {
        409 or 410 => 1,
        408 or 425 or 429 => _pauses.Count + 1,
        >= 300 and < 500 => Math.Min(options.Value.AttemptsWhenRefused, _pauses.Count + 1),
        _ => _pauses.Count + 1,
    };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

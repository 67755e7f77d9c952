using Untp.Credentials.Chains;

namespace Gateway.Commands;

/// <summary>
/// How far a long audit is, beside the output: nothing at first, then a line every second; on a terminal always the same line.
/// </summary>
internal sealed class ProgressLines(TextWriter aside, bool isRedirected, TimeProvider time) : IProgress<ChainProgress>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private long? _last;

    public void Report(ChainProgress value)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(_start, now) < s_patience || (_last is { } last && time.GetElapsedTime(last, now) < s_pause))
            {
                return;
            }

            _last = now;
            var line = $"found {value.Found}, fetched {value.Fetched}, verified {value.Verified}, remaining {value.Remaining}";
            aside.Write(isRedirected ? line + Environment.NewLine : $"\r\e[K{line}");
        }
    }

    /// <summary>Takes the line off a terminal.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_last is not null && !isRedirected)
            {
                aside.Write("\r\e[K");
            }

            _last = null;
        }
    }

    public void Dispose() => End();
}

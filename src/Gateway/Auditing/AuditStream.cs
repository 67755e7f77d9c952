using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.Hosting;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>
/// Server-sent events: <c>progress</c> from time to time while an audit goes on, then <c>report</c>, or <c>problem</c> when there is none.
/// When the client goes, the audit ends.
/// </summary>
internal static class AuditStream
{
    public const string MediaType = "text/event-stream";

    /// <summary>Between two events of progress.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A proxy that hears nothing for long hangs up.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10);

    /// <summary>Runs the audit and writes what it tells.</summary>
    public static async Task RunAsync(
        HttpContext context, Func<IProgress<ChainProgress>, CancellationToken, Task<Answer>> audit, TimeProvider time, ILogger logger)
    {
        var response = context.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(context.RequestAborted);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var latest = Channel.CreateBounded<ChainProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        latest.Writer.TryWrite(new ChainProgress(0, 0, 0, 0));
        var work = AnswerAsync(audit, new Latest(latest.Writer), context, logger, stop.Token);
        try
        {
            while (!work.IsCompleted)
            {
                await TellAsync(response, latest.Reader, work, time, stop.Token);
            }

            var answer = await work;
            if (latest.Reader.TryRead(out var last))
            {
                await WriteAsync(response, last, stop.Token);
            }

            await WriteAsync(response, answer.Status == 200 ? "report" : "problem", answer, stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The answer; once the response has begun, a fault is told within it.</summary>
    private static async Task<Answer> AnswerAsync(
        Func<IProgress<ChainProgress>, CancellationToken, Task<Answer>> audit,
        IProgress<ChainProgress> progress,
        HttpContext context,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => audit(progress, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logger.AuditFailed(context.Request.Method, fault);
            return Faults.AnswerTo(fault);
        }
    }

    /// <summary>Waits for news or the end; writes the news.</summary>
    private static async Task TellAsync(
        HttpResponse response, ChannelReader<ChainProgress> latest, Task work, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var news = latest.WaitToReadAsync(enough.Token).AsTask();
        var silence = Task.Delay(s_silence, time, enough.Token);
        await Task.WhenAny(work, news, silence);
        if (latest.TryRead(out var progress))
        {
            await WriteAsync(response, progress, cancellationToken);
            await Task.WhenAny(work, Task.Delay(s_pause, time, enough.Token));
        }
        else if (!work.IsCompleted)
        {
            await response.WriteAsync(":\n\n", cancellationToken);
        }

        await enough.CancelAsync();
    }

    private static Task WriteAsync(HttpResponse response, ChainProgress progress, CancellationToken cancellationToken) =>
        WriteAsync(response, "progress", Answer.Of(200, progress, AuditingJson.Default.ChainProgress), cancellationToken);

    /// <summary>An event whose data is JSON: the body, or a token as a string.</summary>
    private static async Task WriteAsync(HttpResponse response, string name, Answer answer, CancellationToken cancellationToken)
    {
        var data = answer.ContentType.EndsWith("jwt", StringComparison.Ordinal)
            ? JsonEncodedText.Encode(answer.Body.Span).EncodedUtf8Bytes.ToArray() is var token ? [(byte)'"', .. token, (byte)'"'] : []
            : answer.Body.ToArray();
        await response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes($"event: {name}\ndata: "), cancellationToken);
        await response.BodyWriter.WriteAsync(data, cancellationToken);
        await response.BodyWriter.WriteAsync("\n\n"u8.ToArray(), cancellationToken);
    }

    /// <summary>Keeps the newest word only: a slow reader holds nobody up.</summary>
    private sealed class Latest(ChannelWriter<ChainProgress> writer) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => writer.TryWrite(value);
    }
}

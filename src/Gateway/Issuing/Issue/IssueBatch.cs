using System.IO.Pipelines;
using System.Threading.Channels;
using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Gateway.Issuing;

/// <summary>
/// Issues one draft a line: the answers come in the same order, each as soon as it is there, a problem document for a draft that is
/// refused. So many lines are in hand at once, and no more are read while the client does not take the answers.
/// </summary>
internal sealed class IssueBatch(
    IssueDesk desk, VerificationDesk verification, IOptions<IssuingOptions> options, ILogger<IssueBatch> logger)
{
    private const int FlushBytes = 64 << 10;

    public async Task RunAsync(HttpContext context, IssueOrder order, CancellationToken cancellationToken)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        context.Response.ContentType = IssueEndpoints.NdJson;
        context.Response.Headers.CacheControl = "no-store";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = Channel.CreateBounded<Task<Answer>>(options.Value.BatchAhead);

        // a token's envelope is written around it with the line
        var each = order with { IsBare = true, IsOfBatch = true };
        var reading = ReadAsync(context.Request.BodyReader, each, answers.Writer, stop.Token);
        try
        {
            await WriteAsync(context.Response.BodyWriter, answers.Reader, order.TenantId, stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
    }

    private async Task ReadAsync(
        PipeReader body, IssueOrder order, ChannelWriter<Task<Answer>> answers, CancellationToken cancellationToken)
    {
        try
        {
            var lines = new LineReader(body, verification.Limits.MaxBytes + Server.BodySlack);
            while (await lines.ReadAsync(cancellationToken) is { } line)
            {
                if (line.IsTooLong || line.Bytes.Length > 0)
                {
                    await answers.WriteAsync(Task.Run(() => AnswerAsync(line, order, cancellationToken), cancellationToken), cancellationToken);
                }
            }

            answers.Complete();
        }
        catch (Exception fault)
        {
            answers.Complete(fault);
            throw;
        }
    }

    private async Task<Answer> AnswerAsync(Line line, IssueOrder order, CancellationToken cancellationToken)
    {
        if (line.IsTooLong)
        {
            return Problems.TooLarge(verification.Limits.MaxBytes);
        }

        if (!IssueRequest.TryRead(line.Bytes, verification.Limits, out var request, out var refusal))
        {
            return refusal;
        }

        using (request)
        {
            try
            {
                return (await desk.IssueAsync(request, order, cancellationToken)).Answer;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // one line's fault is not the next one's
                logger.LineFailed(order.TenantId, fault);
                return Faults.AnswerTo(fault);
            }
        }
    }

    private async Task WriteAsync(
        PipeWriter body, ChannelReader<Task<Answer>> answers, string tenantId, CancellationToken cancellationToken)
    {
        var (issued, lines) = (0, 0);
        try
        {
            await foreach (var making in answers.ReadAllAsync(cancellationToken))
            {
                var answer = await making;
                issued += answer.Status == StatusCodes.Status201Created ? 1 : 0;
                lines++;
                IssuedText.WriteLine(body, answer);
                if (body.UnflushedBytes > FlushBytes || !answers.TryPeek(out var next) || !next.IsCompleted)
                {
                    await body.FlushAsync(cancellationToken);
                }
            }
        }
        finally
        {
            // of one that was cut off too, what was written of it
            logger.BatchEnded(tenantId, issued, lines);
        }
    }
}

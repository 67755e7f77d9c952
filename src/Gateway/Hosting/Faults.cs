using Untp.Credentials;
using Untp.Credentials.Proofs;

namespace Gateway.Hosting;

/// <summary>Turns what nobody answered (exceptions, bare status codes of the framework) into problem documents without detail.</summary>
internal static class Faults
{
    /// <summary>What nginx calls it when the client has gone; nobody sees it.</summary>
    private const int ClientClosedRequest = 499;

    public static void UseFaults(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.Hosting.Faults");
        app.Use(next => context => HandleAsync(context, next, logger));
    }

    private static async Task HandleAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, fault, logger);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null } bare)
        {
            await Problems.ForStatus(bare.StatusCode).ExecuteAsync(context);
        }
    }

    private static Task AnswerAsync(HttpContext context, Exception fault, ILogger logger)
    {
        context.Response.Clear();
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return Task.CompletedTask;
        }

        var answer = AnswerTo(fault);
        if (answer.Status >= 500)
        {
            logger.RequestFailed(context.Request.Method, context.GetEndpoint()?.DisplayName, fault);
        }

        return answer.ExecuteAsync(context);
    }

    /// <summary>The answer to an exception: without detail, unless the caller can act on it.</summary>
    public static Answer AnswerTo(Exception fault) => fault switch
    {
        BadHttpRequestException bad => Problems.ForStatus(bad.StatusCode),
        FetchLimitException limit => Problems.TooManyRequests(limit.Message, limit.RetryAfter),
        StorageBusyException => Problems.Busy("the database is busy"),
        SignerUnavailableException => Problems.SigningUnavailable(),
        _ => Problems.InternalError(),
    };
}

namespace Gateway.Hosting;

/// <summary>
/// Gives the description of the API, which does not change while the program runs, out of memory: to write it anew takes longer than to
/// verify fifty credentials, and anybody may ask for it.
/// </summary>
internal sealed class RememberedAnswer(RequestDelegate next)
{
    private const string Target = "/swagger/v1/swagger.json";

    private Answer? _answer;

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path != Target || !HttpMethods.IsGet(context.Request.Method) ? next(context)
        : _answer is { } known ? known.ExecuteAsync(context)
        : MakeAsync(context);

    private async Task MakeAsync(HttpContext context)
    {
        var client = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = client;
        }

        var made = new Answer(context.Response.StatusCode, context.Response.ContentType ?? Answer.Json, copy.ToArray());
        _answer = made.Status == StatusCodes.Status200OK ? made : null;
        await made.ExecuteAsync(context);
    }
}

using Untp.Credentials;

namespace Gateway.Hosting;

/// <summary>The one place where problem documents are made.</summary>
internal static class Problems
{
    private const string Blank = "about:blank";

    public static Answer Unreadable(Problem problem) =>
        Of(new ProblemDocument(problem.Type, problem.Title, 400, problem.Detail, ProblemCodes.Unreadable, problem.Pointer));

    public static Answer Unreadable(string detail, string? pointer = null) =>
        Unreadable(new Problem(ProblemTypes.Parsing, "The input cannot be read", detail, pointer));

    public static Answer InvalidParameter(string parameter, string detail) =>
        Of(new ProblemDocument(
            ProblemTypes.MalformedValue,
            "A parameter is not one that can be used",
            400,
            detail,
            ProblemCodes.InvalidParameter,
            Parameter: parameter));

    public static Answer Unauthenticated() =>
        Of(401, "Unauthorized", ProblemCodes.Unauthenticated, "an API key in force is needed: Authorization: Bearer <key>");

    /// <summary>The same for what is not there and for what the caller may not see.</summary>
    public static Answer NotFound() =>
        Of(404, "Not Found", ProblemCodes.NotFound, "there is nothing here that the caller may see");

    public static Answer MethodNotAllowed() =>
        Of(405, "Method Not Allowed", ProblemCodes.MethodNotAllowed, "this address does not know that method");

    public static Answer Conflict(string code, string detail) => Of(409, "Conflict", code, detail);

    public static Answer TooLarge(int maxBytes) =>
        Of(413, "Content Too Large", ProblemCodes.TooLarge, $"at most {maxBytes} bytes are read");

    public static Answer UnsupportedMediaType(string known) =>
        Of(415, "Unsupported Media Type", ProblemCodes.UnsupportedMediaType, $"the Content-Type is none of {known}");

    public static Answer Unprocessable(string type, string title, string code, string detail) =>
        Of(new ProblemDocument(type, title, 422, detail, code));

    public static Answer Unprocessable(string code, string detail) => Unprocessable(Blank, "Unprocessable Content", code, detail);

    public static Answer KeyReused() =>
        Unprocessable(ProblemCodes.KeyReused, "the Idempotency-Key was used for another request");

    public static Answer TooManyRequests(string detail, TimeSpan retryAfter) =>
        Of(429, "Too Many Requests", ProblemCodes.TooManyRequests, detail) with { RetryAfter = retryAfter };

    public static Answer InternalError() =>
        Of(500, "Internal Server Error", ProblemCodes.InternalError, "a fault of the gateway; it is in its log");

    public static Answer Busy(string detail) =>
        Of(503, "Service Unavailable", ProblemCodes.Busy, detail) with { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Answer SigningUnavailable() =>
        Of(503, "Service Unavailable", ProblemCodes.SigningUnavailable, "the key store could not sign; nothing was signed") with
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>The document for a status that the framework set without a body.</summary>
    public static Answer ForStatus(int status) => status switch
    {
        401 => Unauthenticated(),
        404 => NotFound(),
        405 => MethodNotAllowed(),
        413 => Of(413, "Content Too Large", ProblemCodes.TooLarge, "the body is larger than may be sent"),
        415 => UnsupportedMediaType("those that this address reads"),
        429 => TooManyRequests("too many requests", TimeSpan.FromSeconds(1)),
        503 => Busy("too much to do for now"),
        >= 500 => InternalError(),
        _ => Of(status, "Bad Request", ProblemCodes.BadRequest, "the request cannot be read"),
    };

    private static Answer Of(int status, string title, string code, string detail) =>
        Of(new ProblemDocument(Blank, title, status, detail, code));

    private static Answer Of(ProblemDocument document) =>
        Answer.Of(document.Status, document, HostingJson.Default.ProblemDocument, Answer.ProblemJson);
}

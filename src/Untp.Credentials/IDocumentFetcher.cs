namespace Untp.Credentials;

/// <summary>What kind of document is fetched; the host limits its size by kind.</summary>
public enum DocumentKind
{
    /// <summary>A DID document.</summary>
    DidDocument,

    /// <summary>A status list credential.</summary>
    StatusList,

    /// <summary>A credential.</summary>
    Credential,

    /// <summary>A link set (RFC 9264).</summary>
    LinkSet,
}

/// <summary>
/// The library's only way out. The host implements it, guards it against requests to where they do not belong, and limits it: one
/// instance a caller, so that what a stranger may cause can be counted.
/// </summary>
public interface IDocumentFetcher
{
    /// <summary>
    /// Whose failures this fetcher shares. What was fetched is the same for everybody; that it could not be fetched may be due to who
    /// asked (a stranger's narrow way out), so it is remembered, and waited for, only among fetchers of the same scope.
    /// </summary>
    string Scope => "";

    /// <summary>Gets one document. Never throws for what the other side does.</summary>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched: nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken);
}

/// <summary>The answer of <see cref="IDocumentFetcher"/>: a body, or why there is none.</summary>
/// <param name="Body">The bytes of a 200 answer; null when there is none.</param>
/// <param name="ContentType">Its media type without parameters, lower case; null when not given.</param>
/// <param name="Failure">Why there is no body, in one sentence without addresses of inner networks; null when there is one.</param>
/// <param name="IsFinal">Whether asking again soon will not help (404, 410, a refused address), for a failure.</param>
public sealed record FetchResult(ReadOnlyMemory<byte>? Body, string? ContentType, string? Failure, bool IsFinal = false)
{
    /// <summary>A 200 answer.</summary>
    public static FetchResult Fetched(ReadOnlyMemory<byte> body, string? contentType) => new(body, contentType, null);

    /// <summary>No document: <paramref name="reason"/> says why.</summary>
    public static FetchResult Failed(string reason, bool isFinal = false) => new(null, null, reason, isFinal);
}

/// <summary>A caller's allowance of fetches is used up.</summary>
public sealed class FetchLimitException(string message, TimeSpan retryAfter) : Exception(message)
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

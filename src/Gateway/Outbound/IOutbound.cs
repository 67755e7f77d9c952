using System.Net;
using Untp.Credentials;

namespace Gateway.Outbound;

/// <summary>
/// The gateway's only way out. Every URL may come from a stranger, so each request is guarded (<see cref="UrlRules"/>,
/// <see cref="GuardedConnector"/>) and limited (<see cref="OutboundOptions"/>).
/// </summary>
internal interface IOutbound
{
    /// <summary>The fetcher of callers who proved who they are; what is safe to repeat is tried again.</summary>
    IDocumentFetcher ForTenant();

    /// <summary>
    /// A fetcher for one call of somebody unknown: counts the call's fetches and the address's, tries nothing again, and shares
    /// neither connections nor circuits with tenants.
    /// </summary>
    /// <param name="address">Where the call comes from; calls without an address share one allowance.</param>
    IDocumentFetcher ForStranger(IPAddress? address);

    /// <summary>POSTs once. The sender schedules what is to be tried again; redirects are not followed.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<PostResult> PostAsync(
        Uri uri,
        ReadOnlyMemory<byte> body,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken);

    /// <summary>GETs a credential once, with headers of the caller's; otherwise like a fetcher.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="headers">Sent along.</param>
    /// <param name="caller">The fetcher of the call that causes this: what a stranger causes counts against his allowance.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FetchLimitException">The stranger has used up what he may have fetched.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<FetchResult> GetAsync(
        Uri uri,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        IDocumentFetcher caller,
        CancellationToken cancellationToken);
}

/// <summary>What became of a POST.</summary>
/// <param name="Status">The answer's status, whatever it is; null when there was no answer.</param>
/// <param name="Body">The answer's body as text: its first KiB; of a token or a problem document, 64. Null when there was none.</param>
/// <param name="Failure">Why there was no answer, in one sentence without addresses of inner networks; null when there was one.</param>
/// <param name="RetryAfter">How long the other side, or an open circuit, asks to be left alone.</param>
internal sealed record PostResult(int? Status, string? Body, string? Failure, TimeSpan? RetryAfter)
{
    /// <summary>False when an open circuit kept it from being tried.</summary>
    public bool WasSent { get; init; } = true;

    /// <summary>The media type of the answer's body, without parameters, lower case; null when not given.</summary>
    public string? ContentType { get; init; }
}

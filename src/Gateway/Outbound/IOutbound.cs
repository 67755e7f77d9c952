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
}

/// <summary>What became of a POST.</summary>
/// <param name="Status">The answer's status, whatever it is; null when there was no answer.</param>
/// <param name="Body">The first KiB of the answer's body as text; null when there was none.</param>
/// <param name="Failure">Why there was no answer, in one sentence without addresses of inner networks; null when there was one.</param>
/// <param name="RetryAfter">How long the other side, or an open circuit, asks to be left alone.</param>
internal sealed record PostResult(int? Status, string? Body, string? Failure, TimeSpan? RetryAfter)
{
    /// <summary>False when an open circuit kept it from being tried.</summary>
    public bool WasSent { get; init; } = true;
}

using System.Net;
using Untp.Credentials;

namespace Gateway.Outbound;

/// <summary>One call's fetches for somebody unknown, counted before anything is sent.</summary>
internal sealed class StrangerFetcher(
    IDocumentFetcher fetcher, StrangerAllowances allowances, IPAddress? address, int fetchesPerCall) : IDocumentFetcher
{
    // what the call fetched is cached by now: the same call needs fewer
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    private int _fetches;

    public string Scope => "strangers";

    public async Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken)
    {
        Count();
        return await fetcher.FetchAsync(uri, kind, cancellationToken);
    }

    /// <summary>Counts one fetch that the call causes.</summary>
    /// <exception cref="FetchLimitException">It is one too many.</exception>
    public void Count()
    {
        if (Interlocked.Increment(ref _fetches) > fetchesPerCall)
        {
            throw new FetchLimitException($"one call may make the gateway fetch {fetchesPerCall} documents", s_soon);
        }

        if (allowances.TryTake(address) is { } wait)
        {
            throw new FetchLimitException("too many documents were fetched for this address within a minute", wait);
        }
    }
}

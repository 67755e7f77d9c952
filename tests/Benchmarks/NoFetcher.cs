using Untp.Credentials;

namespace Benchmarks;

/// <summary>No way out: everything that is measured is in memory.</summary>
internal sealed class NoFetcher : IDocumentFetcher
{
    public static NoFetcher Instance { get; } = new();

    public Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"fetched {uri}");
}

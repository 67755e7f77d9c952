using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Gateway.Outbound;
using Untp.Credentials;

namespace Gateway.Tests.Hosting;

/// <summary>A way out that leads nowhere: documents that the test put there, and a note of who asked.</summary>
internal sealed class FakeOutbound : IOutbound
{
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _documents = new();

    public ConcurrentQueue<(string Who, string Url)> Fetches { get; } = new();

    /// <summary>When set, what every fetch does first.</summary>
    public Func<CancellationToken, Task>? BeforeFetch { get; set; }

    /// <summary>When set, the URL at which the way out itself is broken.</summary>
    public string? Broken { get; set; }

    public void Put(string url, string document) => _documents[url] = Encoding.UTF8.GetBytes(document);

    public void Remove(string url) => _documents.TryRemove(url, out _);

    public IDocumentFetcher ForTenant() => new Fetcher(this, "tenant");

    public IDocumentFetcher ForStranger(IPAddress? address) => new Fetcher(this, $"stranger {address}");

    public Task<PostResult> PostAsync(
        Uri uri, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken) =>
        Task.FromResult(new PostResult(null, null, "there is nobody in this test", null));

    public async Task<FetchResult> GetAsync(
        Uri uri,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        IDocumentFetcher caller,
        CancellationToken cancellationToken) =>
        await new Fetcher(this, caller is Fetcher { Who: "tenant" } ? "notice" : "notice of a stranger").FetchAsync(uri, DocumentKind.Credential, cancellationToken) with
        {
            ContentType = "application/vc+jwt",
        };

    private sealed class Fetcher(FakeOutbound owner, string who) : IDocumentFetcher
    {
        public string Who { get; } = who;

        public async Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken)
        {
            owner.Fetches.Enqueue((Who, uri.ToString()));
            await (owner.BeforeFetch?.Invoke(cancellationToken) ?? Task.CompletedTask);
            if (uri.ToString() == owner.Broken)
            {
                throw new InvalidOperationException("a fault of ours");
            }

            return owner._documents.TryGetValue(uri.ToString(), out var document)
                ? FetchResult.Fetched(document, null)
                : FetchResult.Failed("nobody answers");
        }
    }
}

using System.Collections.Concurrent;
using System.Text;

namespace Untp.Credentials.Tests;

/// <summary>A network of documents in memory, which counts what is asked for.</summary>
internal sealed class ScriptedFetcher : IDocumentFetcher
{
    private readonly ConcurrentDictionary<string, FetchResult> _answers = new(StringComparer.Ordinal);

    public string Scope { get; init; } = "";

    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Awaited before each answer; to hold a fetch under way.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>When true, nothing may be fetched any more.</summary>
    public bool IsExhausted { get; set; }

    /// <summary>The token that the last fetch was given.</summary>
    public CancellationToken LastToken { get; private set; }

    public string this[string uri]
    {
        set => _answers[uri] = FetchResult.Fetched(Encoding.UTF8.GetBytes(value), "application/json");
    }

    public void Answer(string uri, FetchResult answer) => _answers[uri] = answer;

    public async Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken)
    {
        Asked.Enqueue(uri.AbsoluteUri);
        LastToken = cancellationToken;
        await Gate;
        if (IsExhausted)
        {
            throw new FetchLimitException("no more", TimeSpan.FromSeconds(7));
        }

        return _answers.TryGetValue(uri.AbsoluteUri, out var answer) ? answer : FetchResult.Failed("404 Not Found", isFinal: true);
    }
}

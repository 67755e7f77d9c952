using Untp.Credentials;

namespace Gateway.Outbound;

/// <summary>GETs documents through one lane.</summary>
internal sealed class DocumentFetcher(Lane lane, OutboundOptions options) : IDocumentFetcher
{
    /// <summary>Sent along.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public async Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken)
    {
        var answer = await lane.SendAsync(
            uri,
            () => CreateRequest(uri, kind),
            (response, token) => ReadAsync(response, uri, options.MaxBytes(kind), token),
            cancellationToken);
        return answer switch
        {
            { Failure: { } failure } => FetchResult.Failed(failure, answer.IsFinal),
            { Status: 200 } => FetchResult.Fetched(answer.Body, answer.ContentType),
            { Status: >= 300 and < 400 } => FetchResult.Failed(
                $"host {uri.IdnHost} answered {answer.Status}, and redirects are not followed", isFinal: true),
            _ => FetchResult.Failed($"host {uri.IdnHost} answered {answer.Status}", answer.IsFinal),
        };
    }

    private HttpRequestMessage CreateRequest(Uri uri, DocumentKind kind)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.UserAgent.ParseAdd(GuardedOutbound.UserAgent);
        request.Headers.Accept.ParseAdd(kind switch
        {
            DocumentKind.DidDocument => "application/did, application/did+json, application/did+ld+json, application/json;q=0.9, */*;q=0.1",
            DocumentKind.LinkSet => "application/linkset+json, application/json;q=0.9, */*;q=0.1",
            _ => "application/vc+jwt, application/vc, application/ld+json;q=0.9, application/json;q=0.8, */*;q=0.1",
        });
        foreach (var (name, value) in Headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response, Uri uri, int limit, CancellationToken cancellationToken)
    {
        var answer = Answer.Answered((int)response.StatusCode);
        if (answer.Status is not 200)
        {
            return answer;
        }

        if (response.Content.Headers.NonValidated.Contains("Content-Encoding"))
        {
            return Answer.Failed($"host {uri.IdnHost} sent an encoded document, which was not asked for", Trouble.Unreadable);
        }

        if (response.Content.Headers.ContentLength > limit)
        {
            return TooLong(uri, limit);
        }

        var (body, isWhole) = await BodyReader.ReadAsync(response.Content, limit, cancellationToken);
        return isWhole
            ? answer with { Body = body, ContentType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() }
            : TooLong(uri, limit);
    }

    private static Answer TooLong(Uri uri, int limit) =>
        Answer.Failed($"host {uri.IdnHost} sent a document longer than {limit} bytes", Trouble.Unreadable);
}

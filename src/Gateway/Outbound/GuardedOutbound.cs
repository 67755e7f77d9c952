using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Untp.Credentials;

namespace Gateway.Outbound;

/// <summary>The one way out: three lanes over guarded connections.</summary>
internal sealed class GuardedOutbound : IOutbound, IDisposable
{
    public const string UserAgent = "untp-gateway";
    private const int MaxPostAnswerBytes = 1024;
    private const int MaxSpokenAnswerBytes = 64 << 10;

    private readonly OutboundOptions _options;
    private readonly TimeProvider _time;
    private readonly Lane _tenants;
    private readonly Lane _strangers;
    private readonly Lane _deliveries;
    private readonly StrangerAllowances _allowances;

    public GuardedOutbound(IOptions<OutboundOptions> options, ResolveHost resolve, TimeProvider time, ILogger<GuardedOutbound> logger)
    {
        _options = options.Value;
        _time = time;
        _tenants = Open("tenants", _options.Retries);
        _strangers = Open("strangers", retries: 0);
        _deliveries = Open("deliveries", retries: 0);
        _allowances = new StrangerAllowances(_options, time);

        Lane Open(string name, int retries) =>
            new(new LaneOptions(name, retries), _options, GuardedHandler.Create(_options, resolve, logger), time, logger);
    }

    public IDocumentFetcher ForTenant() => new DocumentFetcher(_tenants, _options);

    public IDocumentFetcher ForStranger(IPAddress? address) =>
        new StrangerFetcher(new DocumentFetcher(_strangers, _options), _allowances, address, _options.StrangerFetchesPerCall);

    public async Task<PostResult> PostAsync(
        Uri uri,
        ReadOnlyMemory<byte> body,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
    {
        var answer = await _deliveries.SendAsync(uri, () => CreatePost(uri, body, headers), ReadPostAnswerAsync, cancellationToken);
        var text = answer.Body.IsEmpty ? null : Encoding.UTF8.GetString(answer.Body.Span);
        return new PostResult(answer.Status, text, answer.Failure, answer.RetryAfter)
        {
            WasSent = answer.Trouble != Trouble.CircuitOpen,
            ContentType = answer.ContentType,
        };
    }

    public Task<FetchResult> GetAsync(
        Uri uri,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        IDocumentFetcher caller,
        CancellationToken cancellationToken)
    {
        var stranger = caller as StrangerFetcher;
        stranger?.Count();
        var fetcher = new DocumentFetcher(stranger is null ? _deliveries : _strangers, _options) { Headers = headers };
        return fetcher.FetchAsync(uri, DocumentKind.Credential, cancellationToken);
    }

    public void Dispose()
    {
        _tenants.Dispose();
        _strangers.Dispose();
        _deliveries.Dispose();
    }

    private static HttpRequestMessage CreatePost(Uri uri, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ReadOnlyMemoryContent(body) };
        request.Headers.UserAgent.ParseAdd(UserAgent);
        foreach (var (name, value) in headers)
        {
            // a line break within a value would go out as it is, and begin another header
            if (value.AsSpan().ContainsAny("\r\n\0")
                || (!request.Headers.TryAddWithoutValidation(name, value) && !request.Content.Headers.TryAddWithoutValidation(name, value)))
            {
                throw new ArgumentException($"{name} is no header", nameof(headers));
            }
        }

        return request;
    }

    /// <summary>The status is the answer: a body that breaks off or drips does not take it back.</summary>
    private async Task<Answer> ReadPostAnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var contentType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant();
        var answer = Answer.Answered((int)response.StatusCode) with { RetryAfter = RetryAfter(response), ContentType = contentType };
        try
        {
            var most = contentType is "application/jwt" or "application/problem+json" ? MaxSpokenAnswerBytes : MaxPostAnswerBytes;
            var (body, _) = await BodyReader.ReadAsync(response.Content, most, cancellationToken);
            return answer with { Body = body };
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return answer;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - _time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

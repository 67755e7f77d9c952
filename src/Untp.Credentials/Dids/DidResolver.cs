namespace Untp.Credentials.Dids;

/// <summary>
/// Finds the documents of DIDs: did:key and did:jwk by reading them, did:web by fetching. Documents are kept for a while; one fetch
/// however many wait for it. Safe to share; one instance for the whole process.
/// </summary>
public sealed class DidResolver
{
    private const string MethodsRead = "did:web, did:key and did:jwk are read";

    private static readonly ParsingLimits s_documentLimits = new(MaxBytes: 256 << 10, MaxDepth: 32);

    private readonly DidResolverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILocalDocuments? _local;

    // apart, so that strangers' did:keys, which cost nothing to make, cannot push out what had to be fetched
    private readonly SharedCache<DidResolution> _derived;
    private readonly SharedCache<DidResolution> _fetched;

    /// <summary>A resolver with empty caches.</summary>
    /// <param name="options">What is kept, and for how long.</param>
    /// <param name="time">When now is.</param>
    /// <param name="local">The host's own documents, asked first; null when it has none.</param>
    public DidResolver(DidResolverOptions options, TimeProvider time, ILocalDocuments? local = null)
    {
        _options = options;
        _time = time;
        _local = local;
        _derived = new SharedCache<DidResolution>(options.MaxEntries, options.MaxCacheBytes, time);
        _fetched = new SharedCache<DidResolution>(options.MaxEntries, options.MaxCacheBytes, time);
    }

    /// <summary>Where the document of a did:web is to be; null for what is no did:web, or none that may be asked.</summary>
    public Uri? LocateWeb(string did) =>
        DidUrl.IsDid(did)
        && did.StartsWith(DidWebMethod.Prefix, StringComparison.Ordinal)
        && DidWebMethod.TryLocate(did, _options.AllowLoopback, out var uri, out _)
            ? uri
            : null;

    /// <summary>
    /// Why a DID can never be resolved here: it is none by its syntax or its method's, or the method is none that is read. Null when only
    /// resolving it tells.
    /// </summary>
    /// <param name="did">What is said to be a DID.</param>
    public static string? FindFault(string did)
    {
        if (!DidUrl.IsDid(did))
        {
            return $"a DID is did:, a method and an identifier, at most {DidUrl.MaxLength} characters";
        }

        string? problem = null;
        return DidUrl.MethodOf(did) switch
        {
            // a host's own documents are read without asking anybody, on loopback too
            "web" => DidWebMethod.TryLocate(did, allowLoopback: true, out _, out problem) ? null : problem,
            "key" => DidKeyMethod.Derive(did, out problem) is null ? problem : null,
            "jwk" => DidJwkMethod.Derive(did, out problem) is null ? problem : null,
            _ => MethodsRead,
        };
    }

    /// <summary>What a DID stands for. Whatever the DID or its document holds, the answer is a resolution.</summary>
    /// <param name="did">The DID; not a DID URL.</param>
    /// <param name="fetcher">The caller's way out, used when nothing is cached and nobody else is fetching.</param>
    /// <param name="cancellationToken">Ends this caller's wait; a fetch that others wait for goes on.</param>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public ValueTask<DidResolution> ResolveAsync(string did, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(did);
        var isWeb = did.StartsWith(DidWebMethod.Prefix, StringComparison.Ordinal);
        return isWeb && _local is not null ? ResolveLocallyAsync(_local, did, fetcher, cancellationToken)
            : (isWeb ? _fetched : _derived).TryGet(did, out var cached) ? ValueTask.FromResult(cached)
            : ResolveUncachedAsync(did, fetcher, cancellationToken);
    }

    /// <summary>Fetches a did:web anew, whatever is cached; what is found is kept for others as always.</summary>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public async ValueTask<DidResolution> RefreshAsync(string did, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        if (LocateWeb(did) is not { } uri)
        {
            return await ResolveUncachedAsync(did, fetcher, cancellationToken).ConfigureAwait(false);
        }

        var fetched = await FetchAsync(did, uri, fetcher).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!fetched.IsFailure)
        {
            _fetched.Set(did, fetched);
        }

        return fetched.Value;
    }

    private async ValueTask<DidResolution> ResolveLocallyAsync(
        ILocalDocuments local, string did, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        if (await local.FindAsync(did, DocumentKind.DidDocument, cancellationToken).ConfigureAwait(false) is { } own)
        {
            return Read(did, "here", own).Value;
        }

        return _fetched.TryGet(did, out var cached)
            ? cached
            : await ResolveUncachedAsync(did, fetcher, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<DidResolution> ResolveUncachedAsync(string did, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        if (!DidUrl.IsDid(did))
        {
            return ValueTask.FromResult(Refuse(
                ProblemTypes.InvalidDid, "Not a DID", $"a DID is did:, a method and an identifier, at most {DidUrl.MaxLength} characters"));
        }

        return DidUrl.MethodOf(did) switch
        {
            "web" => ResolveWebAsync(did, fetcher, cancellationToken),
            "key" => ValueTask.FromResult(Keep(did, DidKeyMethod.Derive(did, out var problem), problem)),
            "jwk" => ValueTask.FromResult(Keep(did, DidJwkMethod.Derive(did, out var problem), problem)),
            _ => ValueTask.FromResult(Refuse(
                ProblemTypes.DidMethodNotSupported,
                "DID method not supported",
                $"{Excerpt.Of(did)}: {MethodsRead}")),
        };
    }

    /// <summary>Keeps what was derived; what could not be is refused again as quickly, and not kept.</summary>
    private DidResolution Keep(string did, DidDocument? document, string? problem)
    {
        if (document is null)
        {
            return Refuse(ProblemTypes.InvalidDid, "Not a DID that can be read", $"{Excerpt.Of(did)}: {problem}");
        }

        var resolution = new DidResolution(document, null, false, _time.GetUtcNow());
        _derived.Set(did, new Cacheable<DidResolution>(resolution, _options.Lifetime, Weigh(did, 0)));
        return resolution;
    }

    private ValueTask<DidResolution> ResolveWebAsync(string did, IDocumentFetcher fetcher, CancellationToken cancellationToken) =>
        DidWebMethod.TryLocate(did, _options.AllowLoopback, out var uri, out var problem)
            ? new(_fetched.GetOrLoadAsync(fetcher.Scope, did, () => FetchAsync(did, uri, fetcher), cancellationToken))
            : ValueTask.FromResult(Refuse(ProblemTypes.InvalidDid, "Not a DID that can be read", $"{Excerpt.Of(did)}: {problem}"));

    private async Task<Cacheable<DidResolution>> FetchAsync(string did, Uri uri, IDocumentFetcher fetcher)
    {
        var answer = await fetcher.FetchAsync(uri, DocumentKind.DidDocument, CancellationToken.None).ConfigureAwait(false);
        return Read(did, $"at {uri}", answer);
    }

    private Cacheable<DidResolution> Read(string did, string where, FetchResult answer)
    {
        if (answer.Body is not { } body)
        {
            var missing = Refuse(
                ProblemTypes.DidNotFound, "DID document not found", $"the document of {Excerpt.Of(did)} {where}: {answer.Failure}");
            return Negative(did, missing with { IsUndecided = !answer.IsFinal });
        }

        var now = _time.GetUtcNow();
        if (!DidDocumentReader.TryRead(body, did, s_documentLimits, now, out var document, out var problem))
        {
            return Negative(did, Refuse(ProblemTypes.InvalidDidDocument, "DID document not valid", $"the document {where}: {problem}"));
        }

        var resolution = new DidResolution(document, null, false, now);
        return new Cacheable<DidResolution>(resolution, _options.Lifetime, Weigh(did, body.Length));
    }

    private Cacheable<DidResolution> Negative(string did, DidResolution refusal) =>
        new(refusal, _options.NegativeLifetime, Weigh(did, 0), IsFailure: true);

    private DidResolution Refuse(string type, string title, string detail) =>
        new(null, new Problem(type, title, detail), false, _time.GetUtcNow());

    /// <summary>The document, and strings read from it no longer than it at two bytes a character; the rest is small change.</summary>
    private static long Weigh(string did, int documentBytes) => 1024 + (6L * did.Length) + (3L * documentBytes);
}

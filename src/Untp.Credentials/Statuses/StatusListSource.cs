using System.Text.Json;

namespace Untp.Credentials.Statuses;

/// <summary>A status list, or why there is none: exactly one of them.</summary>
/// <param name="List">The list, verified.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="IsUndecided">Whether asking again may help.</param>
internal sealed record StatusListAnswer(VerifiedStatusList? List, Problem? Problem, bool IsUndecided = false);

/// <summary>
/// Fetches status lists, verifies them before it expands them, and keeps them for a while; the host's own are read from where it has them.
/// </summary>
internal sealed class StatusListSource(
    IReadOnlyList<ICheck> checks, StatusOptions options, TimeProvider time, ILocalDocuments? local = null)
{
    /// <summary>Of a list's own faults so many are repeated: enough to mend the first, and bounded.</summary>
    private const int MaxFaultsTold = 3;

    private readonly SharedCache<StatusListAnswer> _cache = new(options.MaxEntries, options.MaxCacheBytes, time);
    private readonly ParsingLimits _limits = new(options.MaxCredentialBytes);

    /// <summary>The list that an entry names; null when it is nowhere that may be asked.</summary>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public async ValueTask<StatusListAnswer?> GetAsync(StatusEntry entry, CheckContext context, CancellationToken cancellationToken)
    {
        var fetcher = context.Fetcher;
        if (local is not null
            && await local.FindAsync(entry.ListUrl, DocumentKind.StatusList, cancellationToken).ConfigureAwait(false) is { } own)
        {
            return (await ReadAsync(entry.ListUrl, own, fetcher).ConfigureAwait(false)).Value;
        }

        return entry.ListUri is not { } uri ? null
            : context.Options.RefreshesStatus ? await RefreshAsync(entry.ListUrl, uri, fetcher, cancellationToken).ConfigureAwait(false)
            : _cache.TryGet(entry.ListUrl, out var cached) ? cached
            : await FetchAsync(entry.ListUrl, uri, fetcher, cancellationToken).ConfigureAwait(false);
    }

    private Task<StatusListAnswer> FetchAsync(string url, Uri uri, IDocumentFetcher fetcher, CancellationToken cancellationToken) =>
        _cache.GetOrLoadAsync(fetcher.Scope, url, () => LoadAsync(url, uri, fetcher), cancellationToken);

    /// <summary>Fetches whatever is kept; what is found is kept for others as always.</summary>
    private async Task<StatusListAnswer> RefreshAsync(
        string url, Uri uri, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(url, uri, fetcher).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!loaded.IsFailure)
        {
            _cache.Set(url, loaded);
        }

        return loaded.Value;
    }

    private async Task<Cacheable<StatusListAnswer>> LoadAsync(string url, Uri uri, IDocumentFetcher fetcher)
    {
        var answer = await fetcher.FetchAsync(uri, DocumentKind.StatusList, CancellationToken.None).ConfigureAwait(false);
        return await ReadAsync(url, answer, fetcher).ConfigureAwait(false);
    }

    private async Task<Cacheable<StatusListAnswer>> ReadAsync(string url, FetchResult answer, IDocumentFetcher fetcher)
    {
        if (answer.Body is not { } body)
        {
            return Negative(url, NotRetrieved($"the status list {url} could not be fetched: {answer.Failure}"));
        }

        if (!FetchedCredential.TryParse(body, answer.ContentType, _limits, out var credential, out var fault))
        {
            return Negative(url, NotRetrieved($"what was fetched from {url} cannot be read as a credential: {fault}"));
        }

        using (credential)
        {
            var now = time.GetUtcNow();
            if (await VerifyAsync(credential!, url, new CheckContext(credential!, now, fetcher)).ConfigureAwait(false) is { } refusal)
            {
                return Negative(url, refusal);
            }

            return VerifiedStatusList.TryRead(credential!, options.MaxListBytes, out var list, out var problem)
                ? new Cacheable<StatusListAnswer>(new(list, null), LifetimeOf(list, credential!, now), Weigh(url) + list.Weigh())
                : Negative(url, new StatusListAnswer(null, problem));
        }
    }

    /// <summary>Null when every check passes; a list's own credentialStatus is not followed.</summary>
    private async ValueTask<StatusListAnswer?> VerifyAsync(Credential credential, string url, CheckContext context)
    {
        StatusListAnswer? undecided = null;
        var isProven = false;
        foreach (var check in checks)
        {
            var result = await check.RunAsync(context, CancellationToken.None).ConfigureAwait(false);
            var because = string.Join("; ", result.Problems.Take(MaxFaultsTold).Select(p => p.Detail));
            isProven |= result is { Check: CheckNames.Proof, Verdict: Verdict.Passed };
            if (result.Verdict == Verdict.Failed)
            {
                return NotVerified($"the status list {url} does not verify ({result.Check}): {because}");
            }

            undecided ??= result.Verdict == Verdict.Undecided
                ? NotRetrieved($"the status list {url} could not be verified ({result.Check}): {because}")
                : null;
        }

        return undecided ?? (isProven ? null : NotVerified($"the status list {url} has no proof"));
    }

    private TimeSpan LifetimeOf(VerifiedStatusList list, Credential credential, DateTimeOffset now)
    {
        var lifetime = list.TimeToLive < options.Lifetime ? list.TimeToLive.Value : options.Lifetime;
        return credential.Claims.TryGetProperty("validUntil", out var until)
            && DateTimeStamp.TryRead(until, out var end)
            && end - now < lifetime
                ? end - now
                : lifetime;
    }

    private Cacheable<StatusListAnswer> Negative(string url, StatusListAnswer answer) =>
        new(answer, options.NegativeLifetime, Weigh(url) + (2L * answer.Problem!.Detail.Length), IsFailure: true);

    private static long Weigh(string url) => 1024 + (4L * url.Length);

    private static StatusListAnswer NotRetrieved(string detail) =>
        new(null, new Problem(ProblemTypes.StatusRetrieval, "Status list not retrieved", detail), IsUndecided: true);

    private static StatusListAnswer NotVerified(string detail) =>
        new(null, new Problem(ProblemTypes.StatusVerification, "Status list not verified", detail));
}

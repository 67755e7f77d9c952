using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Rules;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains;

/// <summary>
/// Verifies a whole chain: from a credential or a thing, along what is known of it, to the issuers, their identity anchors and
/// accreditations, up to trust anchors; then applies the policy's rules. Safe to share; one for the whole process.
/// </summary>
public sealed class ChainVerifier
{
    private readonly CredentialVerifier _verifier;
    private readonly DidResolver _dids;
    private readonly ChainCache _cache;
    private readonly TimeProvider _time;

    /// <summary>A verifier of chains.</summary>
    /// <param name="verifier">Verifies each credential.</param>
    /// <param name="dids">Finds the services of issuers, and whether their documents point back at their anchors.</param>
    /// <param name="cache">What earlier audits found.</param>
    /// <param name="time">When now is.</param>
    public ChainVerifier(CredentialVerifier verifier, DidResolver dids, ChainCache cache, TimeProvider time)
    {
        _verifier = verifier;
        _dids = dids;
        _cache = cache;
        _time = time;
    }

    /// <summary>Audits a chain. What credentials and other hosts do never throws: it is in the findings.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="kept">The credentials kept here that the caller may see; null for none.</param>
    /// <param name="fetcher">
    /// The caller's way out: for DID documents and status lists always, for credentials and link sets when the request says so.
    /// </param>
    /// <param name="progress">Told from time to time, from whichever thread is at work; may be null.</param>
    /// <param name="cancellationToken">Ends the audit without a report.</param>
    /// <exception cref="ArgumentException">The request names a rule that there is not, or starts nowhere.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ChainReport> VerifyAsync(
        ChainRequest request,
        IKeptCredentials? kept,
        IDocumentFetcher fetcher,
        IProgress<ChainProgress>? progress,
        CancellationToken cancellationToken)
    {
        ThrowIfWrong(request);
        var (started, now) = (_time.GetTimestamp(), _time.GetUtcNow());
        var asOf = request.AsOf ?? now;
        using var timer = new CancellationTokenSource(request.Budgets.MaxTime, _time);
        using var outOfTime = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var way = new BudgetedFetcher(fetcher, request.Budgets);
        var keys = new SignerKeys(_dids, way);
        var reading = new CredentialReading(_verifier, _cache, keys, way, new VerificationOptions(request.Profile) { At = asOf });
        var walk = new Walk(request, kept, way, reading, keys, progress);
        var found = await walk.RunAsync(outOfTime.Token, cancellationToken).ConfigureAwait(false);
        var credentials = Task.Run(() => found.Members.Select(Describe).ToArray(), CancellationToken.None);
        var conclusion = _cache.FindConclusion(request.Policy, asOf, found)
            ?? _cache.Keep(await ConcludeAsync(request.Policy, asOf, found, walk.Processors).ConfigureAwait(false));
        return new ChainReport(
            request.Policy.Name,
            request.Policy.Version,
            now,
            asOf,
            conclusion.Findings,
            conclusion.Graph,
            await credentials.ConfigureAwait(false),
            found.NotReached,
            new ChainUsage(found.Members.Count, way.Count, way.Bytes, reading.RememberedCount, _time.GetElapsedTime(started)));
    }

    private static async Task<Conclusion> ConcludeAsync(ChainPolicy policy, DateTimeOffset asOf, Discovered found, int processors)
    {
        var graph = Task.Run(() => GraphBuilder.Build(found.Members), CancellationToken.None);
        var findings = Judgement.Of(new ChainView(policy, asOf, found), found, processors);
        return new Conclusion(policy, asOf, found, findings, await graph.ConfigureAwait(false));
    }

    private static void ThrowIfWrong(ChainRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Start.Count == 0 || request.Start.Any(s => s.Identifier is null == s.Document is null))
        {
            throw new ArgumentException("a chain starts somewhere: at identifiers or credentials", nameof(request));
        }

        if (request.Policy.Rules.FirstOrDefault(name => !ChainRuleNames.All.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"there is no rule {unknown}; there are {string.Join(", ", ChainRuleNames.All)}", nameof(request));
        }
    }

    private static ChainCredential Describe(Member member) => new(
        member.Id,
        member.Digest,
        member.Facts.Types,
        member.Facts.Issuer,
        member.Source,
        member.Location,
        member.Want.Depth,
        member.Report,
        member.Problem);
}

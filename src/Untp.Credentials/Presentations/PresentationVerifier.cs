using System.Text.Json;
using Untp.Credentials.Dids;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Presentations;

/// <summary>
/// Verifies a presentation and every credential in it: its shape, its contexts, that its holder's key for authentication signed it for the
/// domain and the challenge that were asked for, and whatever <see cref="CredentialVerifier"/> asks of each credential. All of it runs
/// whatever failed before. Stateless and safe to share; make one for the whole process.
/// </summary>
public sealed class PresentationVerifier
{
    private static readonly string[] s_own = [CheckNames.DataModel, CheckNames.JsonLd, CheckNames.Proof];

    private readonly CredentialVerifier _credentials;
    private readonly ContextCheck _contexts;
    private readonly TypeTerms _terms;
    private readonly ProofCheck _proof;
    private readonly ProofLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>A verifier of presentations.</summary>
    /// <param name="vocabulary">The contexts that are known.</param>
    /// <param name="dids">Finds holders' keys.</param>
    /// <param name="credentials">Verifies what is presented.</param>
    /// <param name="time">When now is.</param>
    /// <param name="limits">How many proofs and credentials there may be.</param>
    public PresentationVerifier(
        Vocabulary vocabulary, DidResolver dids, CredentialVerifier credentials, TimeProvider time, ProofLimits limits)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _credentials = credentials;
        _contexts = new ContextCheck(vocabulary.Contexts, vocabulary.JsonLd);
        _terms = new TypeTerms(vocabulary.JsonLd);
        _proof = new ProofCheck(dids, vocabulary.CanonicalRdf, limits);
        _limits = limits;
        _time = time;
    }

    /// <summary>Verifies a presentation.</summary>
    /// <param name="presentation">The presentation.</param>
    /// <param name="options">The profile; the domain and the challenge that it must name; whether only some checks are wanted.</param>
    /// <param name="fetcher">The caller's way out, for all of it together.</param>
    /// <param name="cancellationToken">Ends the wait for others.</param>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public async ValueTask<PresentationReport> VerifyAsync(
        Presentation presentation, VerificationOptions options, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(presentation);
        var context = new CheckContext(presentation.Secured, _time.GetUtcNow(), fetcher) { Options = options };
        var shape = CheckShape(presentation, options.Profile);
        var proof = Wants(options, CheckNames.Proof)
            ? await _proof.RunAsync(context, cancellationToken).ConfigureAwait(false)
            : CheckResult.Skipped(CheckNames.Proof);
        CheckResult[] own =
        [
            Wants(options, CheckNames.DataModel) ? shape : CheckResult.Skipped(CheckNames.DataModel),
            Wants(options, CheckNames.JsonLd)
                ? await CheckContextsAsync(context, cancellationToken).ConfigureAwait(false)
                : CheckResult.Skipped(CheckNames.JsonLd),
            proof,
        ];
        var holder = proof.Verdict == Verdict.Passed ? presentation.Secured.Issuer : null;
        var presented = new List<PresentedReport>();
        foreach (var item in presentation.Credentials.Take(_limits.MaxPresented))
        {
            var found = await VerifyAsync(item, holder, options, fetcher, cancellationToken).ConfigureAwait(false);
            var isOwn = options.Profile == VerificationProfile.W3c && IsSelfAsserted(presentation, item, holder);
            presented.Add(isOwn ? found with { Report = SecuredByPresentation(found.Report) } : found);
        }

        return new PresentationReport(new VerificationReport(own) { IsVerified = IsVerified(options, own) }, holder, presented);
    }

    /// <summary>What is wrong with a presentation that is yet to be signed: its shape, and by profile <c>untp</c> its contexts.</summary>
    /// <param name="presentation">The presentation, without a proof.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async ValueTask<VerificationReport> CheckDraftAsync(
        Presentation presentation, VerificationProfile profile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(presentation);
        var context = new CheckContext(presentation.Secured, _time.GetUtcNow(), NoFetcher.Instance, IsIssuing: true);
        var results = new List<CheckResult> { CheckShape(presentation, profile) };
        if (profile.Checks.Contains(CheckNames.JsonLd))
        {
            results.Add(await CheckContextsAsync(context, cancellationToken).ConfigureAwait(false));
        }

        return new VerificationReport(results);
    }

    private CheckResult CheckShape(Presentation presentation, VerificationProfile profile) => PresentationShape.Check(
        presentation.Claims, _limits.MaxPresented, profile.Checks.Contains(CheckNames.JsonLd) ? null : _terms);

    private ValueTask<CheckResult> CheckContextsAsync(CheckContext context, CancellationToken cancellationToken)
    {
        var own = context.Credential.With(Presentation.OwnMembers(context.Credential.Claims));
        return _contexts.RunAsync(context with { Credential = own }, cancellationToken);
    }

    /// <summary>Domain and challenge are those of the presentation: what it holds was signed for others to read too.</summary>
    private async ValueTask<PresentedReport> VerifyAsync(
        PresentedCredential item,
        string? holder,
        VerificationOptions options,
        IDocumentFetcher fetcher,
        CancellationToken cancellationToken)
    {
        if (item.Credential is not { } credential)
        {
            var unread = new VerificationReport([CheckResult.Failed(CheckNames.DataModel, item.Problem!)]);
            return new PresentedReport(item.Pointer, null, null, false, false, unread);
        }

        var asked = options with { Domain = null, Challenge = null };
        var report = await _credentials.VerifyAsync(credential, asked, fetcher, cancellationToken).ConfigureAwait(false);
        return new PresentedReport(
            item.Pointer,
            credential.Id,
            credential.Issuer,
            holder is not null && credential.Issuer == holder,
            holder is not null && IsAbout(credential.Claims, holder),
            report);
    }

    /// <summary>
    /// VCDM 2.0 clause 4.13.4: a credential without a proof of its own is secured by that of the presentation, where it names a holder, and
    /// this is the issuer. By profile <c>untp</c> it is not: a key for authentication may not make claims. Nor is it under an RDF suite,
    /// whose rules for what is signed are asked of the presentation's own members alone.
    /// </summary>
    private static bool IsSelfAsserted(Presentation presentation, PresentedCredential item, string? holder) =>
        holder is not null
        && SignedForm.CoversBytes(presentation.Secured)
        && presentation.Claims.TryGetProperty(SecuredRole.Presentation.Signer, out _)
        && item.Credential is { Envelope: null } credential
        && credential.Issuer == holder
        && !credential.Claims.TryGetProperty("proof", out _)
        && !credential.Claims.TryGetProperty("credentialStatus", out _);

    private static VerificationReport SecuredByPresentation(VerificationReport report)
    {
        CheckResult[] checks = [.. report.Checks.Select(c => c.Check == CheckNames.Proof ? CheckResult.Passed(c.Check) : c)];
        return new VerificationReport(checks) { IsVerified = checks.All(c => c.Verdict is Verdict.Passed or Verdict.Skipped) };
    }

    private static bool IsAbout(JsonElement claims, string did)
    {
        if (!claims.TryGetProperty("credentialSubject", out var subject))
        {
            return false;
        }

        return subject.ValueKind == JsonValueKind.Array ? subject.EnumerateArray().Any(IsIt) : IsIt(subject);

        bool IsIt(JsonElement one) =>
            one.ValueKind == JsonValueKind.Object
            && one.TryGetProperty("id", out var id)
            && id.ValueKind == JsonValueKind.String
            && id.ValueEquals(did);
    }

    private static bool Wants(VerificationOptions options, string check) =>
        options.Profile.Checks.Contains(check) && (options.Checks is null || options.Checks.Contains(check));

    /// <summary>A subset never verifies.</summary>
    private static bool IsVerified(VerificationOptions options, CheckResult[] own) =>
        s_own.Where(options.Profile.Checks.Contains).All(check => Wants(options, check))
        && own.All(result => result.Verdict is Verdict.Passed or Verdict.Skipped)
        && own[^1].Verdict == Verdict.Passed;

    /// <summary>A draft's checks ask nobody.</summary>
    private sealed class NoFetcher : IDocumentFetcher
    {
        public static NoFetcher Instance { get; } = new();

        public Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a draft has nothing fetched");
    }
}

using Untp.Credentials.Dids;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Proofs;
using Untp.Credentials.Schemas;
using Untp.Credentials.Statuses;

namespace Untp.Credentials;

/// <summary>
/// Runs every check that applies, whatever failed before, so that one report names every fault; only <c>status</c> waits for
/// <c>proof</c>, because a status list named by an unproven credential is nobody's to fetch. Stateless and safe to share.
/// </summary>
public sealed class CredentialVerifier
{
    private readonly IReadOnlyList<ICheck> _checks;
    private readonly TimeProvider _time;

    internal CredentialVerifier(IReadOnlyList<ICheck> checks, TimeProvider time)
    {
        _checks = checks;
        _time = time;
    }

    /// <summary>A verifier with every check; make one for the whole process.</summary>
    /// <param name="vocabulary">The schemas and contexts that are known.</param>
    /// <param name="dids">Finds issuers' keys.</param>
    /// <param name="statuses">How status lists are read and kept.</param>
    /// <param name="time">When now is.</param>
    /// <param name="proofs">How many proofs a credential may carry; null for what is usual.</param>
    /// <param name="local">The host's own status lists; null when it has none.</param>
    public static CredentialVerifier Create(
        Vocabulary vocabulary,
        DidResolver dids,
        StatusOptions statuses,
        TimeProvider time,
        ProofLimits? proofs = null,
        ILocalDocuments? local = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var dataModel = new DataModelCheck(vocabulary.Published, new TypeTerms(vocabulary.JsonLd));
        var validity = new ValidityCheck();
        var proof = new ProofCheck(dids, vocabulary.CanonicalRdf, proofs ?? new ProofLimits());
        return new CredentialVerifier(
            [
                dataModel,
                new SchemaCheck(vocabulary.Schemas),
                new ContextCheck(vocabulary.Contexts, vocabulary.JsonLd),
                validity,
                proof,
                new StatusCheck([dataModel, validity, proof], statuses, time, local),
            ],
            time);
    }

    /// <summary>Verifies a credential.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="options">The profile, and whether only some checks are wanted.</param>
    /// <param name="fetcher">The caller's way out, for DID documents and status lists that are not cached.</param>
    /// <param name="cancellationToken">Ends the wait for others.</param>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public ValueTask<VerificationReport> VerifyAsync(
        Credential credential, VerificationOptions options, IDocumentFetcher fetcher, CancellationToken cancellationToken) =>
        RunAsync(credential, options, null, fetcher, cancellationToken);

    /// <summary>
    /// Verifies a credential again whose bytes and whose signers' keys are those of an earlier report: only period and status are looked
    /// at anew, for which the members that they read are enough of the credential.
    /// </summary>
    internal ValueTask<VerificationReport> VerifyAgainAsync(
        Credential outline,
        VerificationReport earlier,
        VerificationOptions options,
        IDocumentFetcher fetcher,
        CancellationToken cancellationToken) =>
        RunAsync(outline, options, earlier, fetcher, cancellationToken);

    private async ValueTask<VerificationReport> RunAsync(
        Credential credential,
        VerificationOptions options,
        VerificationReport? earlier,
        IDocumentFetcher fetcher,
        CancellationToken cancellationToken)
    {
        var at = options.At ?? _time.GetUtcNow();
        var context = new CheckContext(credential, at, fetcher, options.Profile.IsIssuing) { Options = options };
        var results = new CheckResult[_checks.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var name = _checks[i].Name;
            results[i] = !Wants(options, name) || !MayRun(name, results) ? CheckResult.Skipped(name)
                : earlier is not null && name is not (CheckNames.Validity or CheckNames.Status) ? earlier[name]
                : await _checks[i].RunAsync(context, cancellationToken).ConfigureAwait(false);
        }

        return new VerificationReport(results) { IsVerified = IsVerified(options, results) };
    }

    private static bool Wants(VerificationOptions options, string check) =>
        options.Profile.Checks.Contains(check) && (options.Checks is null || options.Checks.Contains(check));

    private static bool MayRun(string check, CheckResult?[] results) =>
        check != CheckNames.Status || results.Any(r => r is { Check: CheckNames.Proof, Verdict: Verdict.Passed });

    /// <summary>A check that skipped itself does not apply; one that was not asked for leaves the credential unverified.</summary>
    private static bool IsVerified(VerificationOptions options, CheckResult[] results) =>
        options.Profile.Checks.All(check => Wants(options, check))
        && results.All(r => r.Verdict is Verdict.Passed or Verdict.Skipped)
        && results.Any(r => r is { Check: CheckNames.Proof, Verdict: Verdict.Passed });
}

using System.Text.Json;
using Gateway.Credentials;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>Everything that is looked at before a draft is signed; all of it runs, so that one report names every fault.</summary>
internal sealed class DraftChecks(VerificationDesk desk, ICredentialStore credentials, StatusLists lists)
{
    /// <summary>Not the period of validity: it may begin later.</summary>
    private static readonly VerificationOptions s_untp =
        new(VerificationProfile.Draft, [CheckNames.DataModel, CheckNames.Schema, CheckNames.JsonLd]);

    private static readonly VerificationOptions s_w3c = new(VerificationProfile.W3c, [CheckNames.DataModel]);

    /// <summary>The report on a draft with faults; null for one without.</summary>
    public async Task<VerificationReport?> FindFaultsAsync(
        Draft draft, IssueWish wish, string tenantId, IssuerFinding issuer, bool isW3c, CancellationToken cancellationToken)
    {
        var claims = draft.ComposeForChecks(lists.UrlOf);
        if (claims.Length > desk.Limits.MaxBytes)
        {
            return Unreadable(Fault($"with what is filled in it has {claims.Length} bytes, of at most {desk.Limits.MaxBytes}", ""));
        }

        // composed of what was read strictly already
        using var composed =
            draft.IsReadWhole ? null : JsonDocument.Parse(claims, new JsonDocumentOptions { MaxDepth = desk.Limits.MaxDepth });
        var root = composed?.RootElement ?? draft.Given;
        if (!Credential.TryParse(root, claims, desk.Limits, out var credential, out var problem))
        {
            return Unreadable(problem);
        }

        using (credential)
        {
            var report = await desk.VerifyForTenantAsync(credential, isW3c ? s_w3c : s_untp, cancellationToken);
            var results = new List<CheckResult>(report.Checks.Where(check => check.Verdict != Verdict.Skipped))
            {
                CheckResult.From("issuer", FindIssuerFaults(issuer), []),
                CheckResult.From("id", await FindIdFaultsAsync(draft, wish, tenantId, cancellationToken), []),
                CheckResult.From("proof", FindProofFaults(draft, wish), []),
                CheckResult.From("status", FindStatusFaults(draft), []),
            };
            return results.Any(result => result.Verdict is Verdict.Failed or Verdict.Undecided) ? new VerificationReport(results) : null;
        }
    }

    private static VerificationReport Unreadable(Problem problem) => new([CheckResult.Failed(CheckNames.DataModel, problem)]);

    private static Problem[] FindIssuerFaults(IssuerFinding issuer) => issuer switch
    {
        { IsTenants: false } => [Fault("the issuer is none of the caller's DIDs: GET /dids lists them", "/issuer")],
        { Fits: false } => [Fault("the issuer's key is none of Ed25519, which this kind of proof needs", "/issuer")],
        { Signs: false } => [Fault("the issuer has no key that signs: make one, or have its document checked", "/issuer")],
        _ => [],
    };

    private async Task<Problem[]> FindIdFaultsAsync(Draft draft, IssueWish wish, string tenantId, CancellationToken cancellationToken)
    {
        if (draft.Id is null || (wish.CredentialId is { } wanted && wanted != draft.Id))
        {
            return [Fault("the id is a string, and the credentialId of the options is the same where both are given", "/id")];
        }

        return draft.Issuer is { } issuer && await credentials.FindIdentityAsync(tenantId, issuer, draft.Id, cancellationToken) is { } held
            ? [Fault($"a credential of this issuer is kept under the same id, as {held}", "/id")]
            : [];
    }

    /// <summary>A further proof is made over the very claims that the others cover, so that nothing may be filled in.</summary>
    private static Problem[] FindProofFaults(Draft draft, IssueWish wish) =>
        !draft.HasProof ? []
        : wish.Mechanism == SecuringMechanism.VcJwt ? [Fault("the draft carries a proof, and is to be a token", "/proof")]
        : draft.IsFilledIn ? [Fault("to a draft with a proof nothing is added: give id, validFrom and a status, or credentialStatus false", "/proof")]
        : [];

    private Problem[] FindStatusFaults(Draft draft)
    {
        var faults = new List<Problem>();
        if (draft.Status.Purposes.Contains(null))
        {
            faults.Add(Fault($"the purpose of a status is one of {string.Join(", ", StatusPurposeNames.All)}", "/credentialStatus"));
        }

        if (draft.Status.ListsNamed.Any(url => lists.IdOf(url) is not null))
        {
            faults.Add(Fault(
                "entries of this gateway's lists are handed out by it: leave statusListCredential and statusListIndex out",
                "/credentialStatus"));
        }

        return [.. faults];
    }

    private static Problem Fault(string detail, string pointer) =>
        new(ProblemTypes.MalformedValue, "The draft cannot be issued", detail, pointer);
}

using System.Text.Json;
using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Presentations;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>
/// The life of <c>POST /presentations/prove</c>: find the holder's key, check all of the presentation but the proofs within, sign.
/// </summary>
internal sealed class PresentationDesk(
    PresentationVerifier presentations, Signers signers, IDidStore dids, Securing securing, IOptions<IssuingOptions> options)
{
    private bool IsW3c => options.Value.IsW3c;

    /// <summary>Signs a presentation as its holder.</summary>
    /// <param name="tenantId">Who asks.</param>
    /// <param name="request">The presentation, and what is asked of it.</param>
    /// <param name="isBare">Whether a token is answered as it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Answer> ProveAsync(string tenantId, ProveRequest request, bool isBare, CancellationToken cancellationToken)
    {
        var (presentation, wish) = (request.Presentation, request.Wish);
        var form = Securing.FormOf(wish.Mechanism);
        var named = Draft.ReadSigner(presentation.Claims, "holder");
        var (signer, isTenants) = named is null ? (null, false) : await signers.FindAsync(tenantId, named, form, cancellationToken);
        var chosen = isTenants ? null : await ChooseHolderAsync(tenantId, presentation.Claims, named, cancellationToken);
        if (chosen is not null)
        {
            (signer, isTenants) = await signers.FindAsync(tenantId, chosen, form, cancellationToken);
        }

        var profile = IsW3c ? VerificationProfile.W3c : VerificationProfile.Untp;
        var report = await presentations.CheckDraftAsync(presentation, profile, cancellationToken);
        var finding = new IssuerFinding(isTenants, signer is not null, signer is null || Securing.Takes(wish.Mechanism, signer));
        var results = report.Checks
            .Append(CheckResult.From("holder", FindHolderFaults(finding), []))
            .Append(CheckResult.From("proof", [.. FindProofFaults(presentation, IsW3c ? chosen ?? named : null)], []))
            .ToList();
        return results.Any(result => result.Verdict is Verdict.Failed)
            ? ReceivedAnswers.Refused(new VerificationReport(results))
            : await SignAsync(presentation.Claims, chosen, wish, signer!, isBare, cancellationToken);
    }

    private async Task<Answer> SignAsync(
        JsonElement claims, string? holder, ProveWish wish, ISigner signer, bool isBare, CancellationToken cancellationToken)
    {
        try
        {
            var secured = await securing.PresentAsync(wish, PresentationText.Compose(claims, holder, wish), signer, cancellationToken);
            return PresentationText.Write(wish.Mechanism, secured, isBare);
        }
        catch (ArgumentException fault) when (wish.Mechanism != SecuringMechanism.VcJwt)
        {
            // it has no canonical form, or could be read as something else than it says
            return Problems.Unprocessable(ProblemCodes.NotVerified, $"no proof can be made: {fault.Message}");
        }
    }

    /// <summary>Where no holder is named, the tenant's only DID; by profile <c>w3c</c> its first one in anybody's place.</summary>
    private async Task<string?> ChooseHolderAsync(
        string tenantId, JsonElement claims, string? named, CancellationToken cancellationToken)
    {
        if (claims.TryGetProperty("holder", out _) && !(IsW3c && IssueDesk.IsUrl(named)))
        {
            return null;
        }

        var signing = (await dids.ListAsync(tenantId, cancellationToken)).Where(did => did.SigningKey is not null).ToList();
        return signing.Count == 1 || IsW3c ? signing.FirstOrDefault()?.Did : null;
    }

    private static Problem[] FindHolderFaults(IssuerFinding holder) => holder switch
    {
        { IsTenants: false } => [Fault("the holder is one of the caller's DIDs (GET /dids), and named where there are several", "/holder")],
        { Fits: false } => [Fault("the holder's key is none of Ed25519, which this kind of proof needs", "/holder")],
        { Signs: false } => [Fault("the holder has no key that signs: make one, or have its document checked", "/holder")],
        _ => [],
    };

    /// <param name="presentation">The presentation.</param>
    /// <param name="asserting">By profile <c>w3c</c> the holder, whose own claims its signature secures; else null.</param>
    private static IEnumerable<Problem> FindProofFaults(Presentation presentation, string? asserting)
    {
        if (presentation.Claims.TryGetProperty("proof", out _))
        {
            yield return Fault("the presentation carries a proof already", "/proof");
        }

        foreach (var item in presentation.Credentials)
        {
            if (item.Credential is not { } credential)
            {
                yield return item.Problem! with { Pointer = item.Pointer };
            }
            else if (credential.Envelope is null
                && !credential.Claims.TryGetProperty("proof", out _)
                && (asserting is null || credential.Issuer != asserting))
            {
                yield return Fault("a credential that is presented is secured, by a token around it or by a proof in it", item.Pointer);
            }
        }
    }

    private static Problem Fault(string detail, string pointer) =>
        new(ProblemTypes.MalformedValue, "The presentation cannot be signed", detail, pointer);
}

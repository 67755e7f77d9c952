using Untp.Credentials.Dids;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Untp.Credentials.Proofs;

/// <summary>The check <c>proof</c>: finds out what secures a credential and has it verified. One line a securing mechanism.</summary>
internal sealed class ProofCheck : ICheck
{
    private readonly JoseProof _jose;
    private readonly DataIntegrityVerifier _embedded;

    public ProofCheck(DidResolver dids, CanonicalRdf canonicalRdf, ProofLimits limits)
    {
        var keys = new IssuerKeys(dids);
        _jose = new JoseProof(keys);
        _embedded = new DataIntegrityVerifier(new DataIntegrityAlgorithms(new EddsaAlgorithms(canonicalRdf)), keys, limits);
    }

    public string Name => CheckNames.Proof;

    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        var credential = context.Credential;
        return credential.Envelope is { } envelope ? _jose.VerifyAsync(context, envelope, cancellationToken)
            : credential.Claims.TryGetProperty("proof", out var proof) ? _embedded.VerifyAsync(context, proof, cancellationToken)
            : ValueTask.FromResult(CheckResult.Failed(
                Name, ProofProblems.Unverifiable("the credential carries no proof: neither a token around it nor a member proof")));
    }
}

using System.Text.Json;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Proofs;

/// <summary>The check <c>proof</c>: finds out what secures a credential and has it verified. One line a securing mechanism.</summary>
internal sealed class ProofCheck(DidResolver dids) : ICheck
{
    private readonly JoseProof _jose = new(new IssuerKeys(dids));

    public string Name => CheckNames.Proof;

    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        var credential = context.Credential;
        if (credential.Envelope is { } envelope)
        {
            return _jose.VerifyAsync(context, envelope, cancellationToken);
        }

        return ValueTask.FromResult(CheckResult.Failed(Name, credential.Claims.TryGetProperty("proof", out var proof)
            ? ProofProblems.Unverifiable($"proofs of the kind \"{SuiteOf(proof)}\" are not supported in this version", "/proof")
            : ProofProblems.Unverifiable("the credential carries no proof: neither a token around it nor a member proof")));
    }

    /// <summary>The cryptosuite, or where there is none the type (Data Integrity 1.0 clause 2.1).</summary>
    private static string SuiteOf(JsonElement proof)
    {
        if (proof.ValueKind == JsonValueKind.Array && proof.GetArrayLength() > 0)
        {
            proof = proof[0];
        }

        return TextOf(proof, "cryptosuite") ?? TextOf(proof, "type") ?? "unnamed";
    }

    private static string? TextOf(JsonElement proof, string name) =>
        proof.ValueKind == JsonValueKind.Object && proof.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Excerpt.Of(value.GetString()!)
            : null;
}

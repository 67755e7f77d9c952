using System.Text.Json.Serialization;

namespace Untp.Credentials;

/// <summary>What was found of one proof that a credential carries.</summary>
/// <param name="Pointer">Where it stands (RFC 6901); null for the token around the credential.</param>
/// <param name="Type">Its type as written: <c>vc+jwt</c> for a token, <c>DataIntegrityProof</c> and others when embedded; null if none.</param>
/// <param name="Cryptosuite">Its cryptosuite as written, or a token's <c>alg</c>; null if none.</param>
/// <param name="VerificationMethod">The key that it names, as written; null if none.</param>
/// <param name="Verdict">Its verdict; skipped when others made looking at it pointless.</param>
/// <param name="Problems">Why it did not pass; empty when it did.</param>
public sealed record ProofResult(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Pointer,
    string? Type,
    string? Cryptosuite,
    string? VerificationMethod,
    Verdict Verdict,
    IReadOnlyList<Problem> Problems)
{
    /// <summary>Under the RDF suites: SHA-256, in lower-case hex, of the canonical N-Quads that the proof signs; else null.</summary>
    public string? CanonicalHash { get; init; }
}

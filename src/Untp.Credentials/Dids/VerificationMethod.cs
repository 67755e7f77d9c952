using Untp.Credentials.Proofs;

namespace Untp.Credentials.Dids;

/// <summary>A verification method of a DID document (DID 1.0 clause 5.2).</summary>
/// <param name="Id">Its absolute DID URL.</param>
/// <param name="Type">Its type as written, such as <c>Multikey</c>; empty when absent.</param>
/// <param name="Controller">The DID that controls it; empty when absent.</param>
/// <param name="Key">The public key; null when it cannot be used.</param>
/// <param name="KeyProblem">Why the key cannot be used, in one sentence; null when it can.</param>
public sealed record VerificationMethod(string Id, string Type, string Controller, VerificationKey? Key, string? KeyProblem);

namespace Untp.Credentials.Proofs;

/// <summary>The kinds of faults that proofs have: one type and one title each, whatever secures the credential.</summary>
internal static class ProofProblems
{
    /// <summary>The signature, its header or its key is not to be trusted.</summary>
    public static Problem Insecure(string detail, string? pointer = null) =>
        new(ProblemTypes.CryptographicSecurity, "The proof does not hold", detail, pointer);

    /// <summary>The named key cannot be found or read.</summary>
    public static Problem BadMethod(string detail) =>
        new(ProblemTypes.InvalidVerificationMethod, "The verification method cannot be used", detail);

    /// <summary>The key is the issuer's, for something else.</summary>
    public static Problem WrongPurpose(string detail) =>
        new(ProblemTypes.InvalidRelationship, "The verification method is not one that may sign credentials", detail);

    /// <summary>A claim about the token itself that contradicts the credential, or that no credential has.</summary>
    public static Problem BadClaim(string detail, string? pointer) =>
        new(ProblemTypes.MalformedValue, "A claim of the token contradicts the credential", detail, pointer);

    /// <summary>The signature's own time is over or has not come.</summary>
    public static Problem OutOfTime(string detail, string pointer) =>
        new(ProblemTypes.Range, "The signature is not in force", detail, pointer);

    /// <summary>There is no proof, or none that is understood here.</summary>
    public static Problem Unverifiable(string detail, string? pointer = null) =>
        new(ProblemTypes.ProofVerification, "There is no proof that can be verified", detail, pointer);

    /// <summary>An embedded proof is not in the shape that its specification demands.</summary>
    public static Problem Malformed(string detail, string pointer) =>
        new(ProblemTypes.ProofVerification, "The proof is malformed", detail, pointer);

    /// <summary>An embedded proof does not prove what it is to prove.</summary>
    public static Problem Unproven(string detail, string pointer) =>
        new(ProblemTypes.ProofVerification, "The proof does not hold", detail, pointer);

    /// <summary>What an embedded proof signs has no canonical form.</summary>
    public static Problem NotTransformed(string detail, string pointer) =>
        new(ProblemTypes.ProofTransformation, "What the proof signs cannot be brought into canonical form", detail, pointer);

    /// <summary>What an embedded proof signs is written so that it could be read as something else.</summary>
    public static Problem ReadOtherwise(string detail, string pointer) =>
        new(ProblemTypes.ProofTransformation, "What is signed is not what would be read", detail, pointer);

    /// <summary>A warning: the signature holds, and leaves something open that a reader might rely on.</summary>
    public static Problem LeftOpen(string detail, string pointer) =>
        new(ProblemTypes.ProofTransformation, "The signature does not cover everything that is read", detail, pointer);

    /// <summary>The proof is not for the security domain in which it was presented.</summary>
    public static Problem WrongDomain(string detail, string? pointer = null) =>
        new(ProblemTypes.InvalidDomain, "The proof is for another domain", detail, pointer);

    /// <summary>The proof does not answer the challenge that was given.</summary>
    public static Problem WrongChallenge(string detail, string? pointer = null) =>
        new(ProblemTypes.InvalidChallenge, "The proof answers another challenge", detail, pointer);

    /// <summary>A warning: not what the specification asks, and let pass.</summary>
    public static Problem Leniency(string detail, string? pointer = null) =>
        new(ProblemTypes.MalformedValue, "Accepted, though the specification asks otherwise", detail, pointer);
}

using System.Text.Json;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>A proof (Data Integrity 1.0 clause 2.1) in which nothing is ill-formed; whether it holds is another matter.</summary>
internal sealed record EmbeddedProof
{
    /// <summary>The proof as it stands in the document.</summary>
    public required JsonElement Element { get; init; }

    public required Cryptosuite Suite { get; init; }

    public required string? Id { get; init; }

    /// <summary>The absolute DID URL of the key.</summary>
    public required string VerificationMethod { get; init; }

    /// <summary>The DID in whose document the key is to be found.</summary>
    public required string Controller { get; init; }

    /// <summary>One of <see cref="ProofPurposes"/>.</summary>
    public required string Purpose { get; init; }

    public required DateTimeOffset? Created { get; init; }

    public required DateTimeOffset? Expires { get; init; }

    /// <summary>The domains; null when the proof names none.</summary>
    public required IReadOnlyList<string>? Domain { get; init; }

    public required string? Challenge { get; init; }

    /// <summary>The ids of the proofs that this one builds on; empty when it builds on none.</summary>
    public required IReadOnlyList<string> PreviousProof { get; init; }

    /// <summary>The signature, 64 bytes.</summary>
    public required byte[] Signature { get; init; }
}

/// <summary>The purposes for which a credential is signed (Data Integrity 1.0 clause 2.2).</summary>
internal static class ProofPurposes
{
    public const string AssertionMethod = "assertionMethod";
    public const string Authentication = "authentication";
}

using System.ComponentModel.DataAnnotations;

namespace Untp.Credentials.Proofs;

/// <summary>How much a credential may ask of who verifies its embedded proofs.</summary>
public sealed class ProofLimits
{
    /// <summary>How many proofs a credential may carry; one with more is refused; 8.</summary>
    [Range(1, 100)]
    public int MaxProofs { get; init; } = 8;

    /// <summary>Of how many DIDs besides the issuer's its proofs may be; one with more is refused before anything is fetched; 4.</summary>
    [Range(0, 100)]
    public int MaxOtherDids { get; init; } = 4;

    /// <summary>How many credentials a presentation may hold; one with more is refused; 100.</summary>
    [Range(1, 1000)]
    public int MaxPresented { get; init; } = 100;
}

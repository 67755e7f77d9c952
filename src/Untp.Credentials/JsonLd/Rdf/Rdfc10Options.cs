using System.Security.Cryptography;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>How a dataset is canonicalised, and how much that may cost before it is refused.</summary>
internal sealed record Rdfc10Options
{
    /// <summary>SHA-256 and the limits that are named below.</summary>
    public static Rdfc10Options Default { get; } = new();

    /// <summary>SHA-256, as RDFC-1.0 clause 4.1 has it, or SHA-384.</summary>
    public HashAlgorithmName HashAlgorithm { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Statements, repeats included; 50,000 unless told otherwise.</summary>
    public int MaxQuads { get; init; } = 50_000;

    /// <summary>
    /// Bytes of all statements as N-Quads; 8 MiB unless told otherwise. A long IRI is written once in each statement that holds it, so that
    /// a small document can make a large dataset.
    /// </summary>
    public int MaxBytes { get; init; } = 8 << 20;

    /// <summary>
    /// Units of work in telling apart blank nodes that look alike (clause 4.8); 50,000 unless told otherwise. A unit is one hash of up to
    /// 256 bytes or one blank node put on a path.
    /// </summary>
    public int MaxWork { get; init; } = 50_000;

    /// <summary>How deep clause 4.8 may call itself; 1,000 unless told otherwise, which takes less than 1 MiB of stack.</summary>
    public int MaxDepth { get; init; } = 1_000;
}

using System.Security.Cryptography;

namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>The hash algorithm (clause 4.1). Hashes are kept as bytes: their order is that of their hexadecimal digits.</summary>
internal readonly struct Digest
{
    /// <exception cref="ArgumentException">It is neither SHA-256 nor SHA-384.</exception>
    public Digest(HashAlgorithmName algorithm)
    {
        Size = algorithm == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes
            : algorithm == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes
            : throw new ArgumentException("RDFC-1.0 is offered with SHA-256 and SHA-384 only", nameof(algorithm));
    }

    public int Size { get; }

    public void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (Size == SHA256.HashSizeInBytes)
        {
            SHA256.HashData(data, destination);
        }
        else
        {
            SHA384.HashData(data, destination);
        }
    }
}

using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>A document that may belong to the chain.</summary>
/// <param name="Digest">SHA-256 of its bytes, in lower-case hex.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="ReadAsync">Reads its bytes.</param>
/// <param name="Want">What led to it.</param>
/// <param name="Source">How it was found.</param>
/// <param name="Location">Where.</param>
internal sealed record Candidate(
    string Digest,
    string MediaType,
    Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> ReadAsync,
    Want Want,
    CredentialSource Source,
    string? Location)
{
    /// <summary>What it says, once it was read.</summary>
    public CredentialFacts? Facts { get; init; }

    /// <summary>Bytes that are at hand.</summary>
    public static Candidate Of(ReadOnlyMemory<byte> bytes, string mediaType, Want want, CredentialSource source, string? location) =>
        new(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.Span)),
            mediaType,
            _ => ValueTask.FromResult<ReadOnlyMemory<byte>?>(bytes),
            want,
            source,
            location);
}

using System.Security.Cryptography;
using Gateway.Hosting;

namespace Gateway.Forwarding;

/// <summary>The field Content-Digest (RFC 9530 clause 2).</summary>
internal static class ContentDigest
{
    public const string Field = "Content-Digest";

    public static string Of(ReadOnlySpan<byte> body) => Digests.ToText(SHA256.HashData(body));

    /// <summary>Whether the field says SHA-256 or SHA-512 of the body, and every one of these that it says is right.</summary>
    public static bool Holds(string? field, ReadOnlySpan<byte> body)
    {
        if (field is null || !StructuredFields.TryReadDictionary(field, out var digests))
        {
            return false;
        }

        var isSaid = false;
        foreach (var (algorithm, said) in digests)
        {
            var digest = algorithm switch
            {
                "sha-256" => SHA256.HashData(body),
                "sha-512" => SHA512.HashData(body),
                _ => null,
            };
            if (digest is null)
            {
                continue;
            }

            if (said.Value is not byte[] bytes || !bytes.AsSpan().SequenceEqual(digest))
            {
                return false;
            }

            isSaid = true;
        }

        return isSaid;
    }
}

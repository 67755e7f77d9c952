using System.Buffers;
using System.Text;
using Untp.Credentials.Proofs;

namespace Untp.Credentials;

/// <summary>A digest as a credential states it of a resource (VCDM 2.0 clause 5.3).</summary>
/// <param name="Algorithm">Such as <c>sha384</c>; null for a multihash of another kind, whose value says nothing here.</param>
/// <param name="Value">The digest in lower-case hex.</param>
internal readonly record struct StatedDigest(string? Algorithm, string Value)
{
    private static readonly SearchValues<char> s_base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <summary>Whether it is no digest of the algorithm's length: then it is that of no resource, and its value is as written.</summary>
    public bool IsOfNothing { get; private init; }

    /// <summary>
    /// Reads <c>digestSRI</c>: hash expressions (Subresource Integrity clause 3.5, by the grammar of Content Security Policy 3 clause
    /// 2.3.1) with white space between; null when ill-formed.
    /// </summary>
    public static IReadOnlyList<StatedDigest>? FromSri(string text)
    {
        var expressions = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var digests = expressions.Select(FromExpression).OfType<StatedDigest>().ToList();
        return digests.Count > 0 && digests.Count == expressions.Length ? digests : null;
    }

    /// <summary>Reads <c>digestMultibase</c>: a multihash in base58btc or base64url (Data Integrity clause 2.6), or null.</summary>
    public static IReadOnlyList<StatedDigest>? FromMultibase(string text)
    {
        var bytes = text switch
        {
            ['z', ..] => Multibase.TryDecode(text, out var decoded) ? decoded : null,
            ['u', ..] => StrictBase64Url.Decode(Encoding.UTF8.GetBytes(text[1..])),
            _ => null,
        };

        // a code and a length, each a byte in every multihash that is in use, then as many bytes
        if (bytes is not { Length: > 2 } || bytes[0] >= 0x80 || bytes[1] != bytes.Length - 2)
        {
            return null;
        }

        var algorithm = bytes[0] switch
        {
            0x12 => "sha256",
            0x20 => "sha384",
            0x13 => "sha512",
            _ => null,
        };
        return algorithm is null || bytes[1] == Length(algorithm)
            ? [new StatedDigest(algorithm, Convert.ToHexStringLower(bytes.AsSpan(2)))]
            : null;
    }

    private static StatedDigest? FromExpression(string expression)
    {
        var dash = expression.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || expression[..dash] is not ("sha256" or "sha384" or "sha512"))
        {
            return null;
        }

        // either alphabet, with or without padding; the grammar asks for no length
        var text = expression[(dash + 1)..];
        var digits = text.AsSpan().TrimEnd('=');
        if (digits.IsEmpty || text.Length - digits.Length > 2 || digits.ContainsAnyExcept(s_base64))
        {
            return null;
        }

        var base64Url = digits.ToString().Replace('+', '-').Replace('/', '_');
        return StrictBase64Url.Decode(Encoding.UTF8.GetBytes(base64Url)) is { } bytes && bytes.Length == Length(expression[..dash])
            ? new StatedDigest(expression[..dash], Convert.ToHexStringLower(bytes))
            : new StatedDigest(expression[..dash], text) { IsOfNothing = true };
    }

    private static int Length(string algorithm) => algorithm switch
    {
        "sha256" => 32,
        "sha384" => 48,
        _ => 64,
    };
}

namespace Gateway.Credentials;

/// <summary>A SHA-256 as HTTP writes it.</summary>
internal static class Digests
{
    /// <summary>As in Repr-Digest and Content-Digest (RFC 9530 clause 2), and in our answers, so that one can be held against the other.</summary>
    public static string ToText(byte[] sha256) => $"sha-256=:{Convert.ToBase64String(sha256)}:";

    /// <summary>A strong entity tag (RFC 9110 clause 8.8.3).</summary>
    public static string ToETag(byte[] sha256) => $"\"{Convert.ToHexStringLower(sha256)}\"";
}

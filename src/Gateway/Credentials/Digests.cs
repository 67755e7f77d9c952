namespace Gateway.Credentials;

/// <summary>A SHA-256 as HTTP writes it.</summary>
internal static class Digests
{
    /// <summary>As in Repr-Digest and Content-Digest (RFC 9530 clause 2), and in our answers.</summary>
    public static string ToText(byte[] sha256) => $"sha-256=:{Convert.ToBase64String(sha256)}:";
}

using System.Security.Cryptography;
using Untp.Credentials.Proofs;

namespace Untp.Credentials;

/// <summary>Tells whether two credentials claim the same, however each is secured.</summary>
public static class CanonicalClaims
{
    /// <summary>
    /// SHA-256 over the claims in canonical form (RFC 8785), 32 bytes: without the embedded proof and, inside a token, without the
    /// token's own claims (RFC 7519 clause 4.1), so that two forms of the same claims have the same digest.
    /// </summary>
    public static byte[] Digest(Credential credential)
    {
        Func<string, bool> isSecuring = credential.Envelope is null
            ? static name => name == "proof"
            : static name => name is "iss" or "sub" or "aud" or "exp" or "nbf" or "iat" or "jti";
        return SHA256.HashData(JsonCanonicalizer.Canonicalize(credential.Claims, isSecuring).Span);
    }
}

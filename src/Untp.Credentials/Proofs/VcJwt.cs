using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Untp.Credentials.Proofs;

/// <summary>Secures a credential as a compact JWS, <c>application/vc+jwt</c> (VC-JOSE-COSE clause 3.1.1).</summary>
public static class VcJwt
{
    /// <summary>Signs a credential; the payload is the very bytes that are given.</summary>
    /// <param name="claimsUtf8">The credential, a JSON object.</param>
    /// <param name="signer">The issuer's key; its verification method becomes the header's <c>kid</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <returns>The token: header, payload and signature in base64url with dots between them.</returns>
    /// <exception cref="ArgumentException">No verifier would read the claims, or the signer's algorithm is none of ours.</exception>
    public static async ValueTask<string> SignAsync(ReadOnlyMemory<byte> claimsUtf8, ISigner signer, CancellationToken cancellationToken)
    {
        ThrowUnlessObject(claimsUtf8);
        return Encoding.ASCII.GetString(await SignReadAsync(claimsUtf8, signer, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The same for claims that the caller has read by <see cref="StrictJson"/>, or written: they are not read again.</summary>
    /// <param name="claimsUtf8">The credential.</param>
    /// <param name="signer">The issuer's key.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <returns>The token, ASCII.</returns>
    /// <exception cref="ArgumentException">The signer's algorithm is none of ours.</exception>
    public static ValueTask<byte[]> SignReadAsync(ReadOnlyMemory<byte> claimsUtf8, ISigner signer, CancellationToken cancellationToken) =>
        SignReadAsync(claimsUtf8, SecuredRole.Credential, signer, cancellationToken);

    /// <summary>The same for a presentation, as <c>application/vp+jwt</c> (VC-JOSE-COSE clause 3.1.2), by its holder's key.</summary>
    /// <inheritdoc cref="SignReadAsync(ReadOnlyMemory{byte}, ISigner, CancellationToken)"/>
    public static ValueTask<byte[]> SignReadPresentationAsync(
        ReadOnlyMemory<byte> claimsUtf8, ISigner signer, CancellationToken cancellationToken) =>
        SignReadAsync(claimsUtf8, SecuredRole.Presentation, signer, cancellationToken);

    private static async ValueTask<byte[]> SignReadAsync(
        ReadOnlyMemory<byte> claimsUtf8, SecuredRole role, ISigner signer, CancellationToken cancellationToken)
    {
        var (token, dot) = Begin(WriteHeader(role, signer), claimsUtf8.Span);
        var signature = await signer.SignAsync(token.AsMemory(0, dot), cancellationToken).ConfigureAwait(false);
        if (signature.Length != JwsAlgorithms.SignatureSize)
        {
            throw new ArgumentException($"a signature has {JwsAlgorithms.SignatureSize} bytes, not {signature.Length}", nameof(signer));
        }

        token[dot] = (byte)'.';
        Base64Url.EncodeToUtf8(signature, token.AsSpan(dot + 1));
        return token;
    }

    private static void ThrowUnlessObject(ReadOnlyMemory<byte> claimsUtf8)
    {
        if (!StrictJson.TryParse(claimsUtf8, ParsingLimits.Default, out var document, out var problem))
        {
            throw new ArgumentException(problem.Detail, nameof(claimsUtf8));
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ArgumentException("a credential is a JSON object", nameof(claimsUtf8));
            }
        }
    }

    private static ReadOnlySpan<byte> WriteHeader(SecuredRole role, ISigner signer)
    {
        if (JwsAlgorithms.KeyTypeOf(signer.Algorithm) is null)
        {
            throw new ArgumentException($"the signer's algorithm {signer.Algorithm} is not supported", nameof(signer));
        }

        var buffer = new ArrayBufferWriter<byte>(256);

        // the relaxed encoder leaves the plus of the type as it is; no browser reads this as HTML
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString(JwtHeaderParameterNames.Alg, signer.Algorithm);
        json.WriteString(JwtHeaderParameterNames.Typ, role.TokenType);
        json.WriteString(JwtHeaderParameterNames.Cty, role.ContentType);
        json.WriteString(JwtHeaderParameterNames.Kid, signer.VerificationMethod);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>A token without its signature, and where the dot before it stands.</summary>
    private static (byte[] Token, int Dot) Begin(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var first = Base64Url.GetEncodedLength(header.Length);
        var second = first + 1 + Base64Url.GetEncodedLength(payload.Length);
        var token = GC.AllocateUninitializedArray<byte>(second + 1 + Base64Url.GetEncodedLength(JwsAlgorithms.SignatureSize));
        Base64Url.EncodeToUtf8(header, token);
        token[first] = (byte)'.';
        Base64Url.EncodeToUtf8(payload, token.AsSpan(first + 1));
        return (token, second);
    }
}

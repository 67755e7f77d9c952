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
    public static ValueTask<string> SignAsync(ReadOnlyMemory<byte> claimsUtf8, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(claimsUtf8, SecuredRole.Credential, signer, cancellationToken);

    /// <summary>Signs a presentation in the same way, as <c>application/vp+jwt</c> (VC-JOSE-COSE clause 3.1.2).</summary>
    /// <param name="claimsUtf8">The presentation, a JSON object, with the claims <c>aud</c> and <c>nonce</c> where it is to have these.</param>
    /// <param name="signer">The holder's key.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <exception cref="ArgumentException">No verifier would read the claims, or the signer's algorithm is none of ours.</exception>
    public static ValueTask<string> SignPresentationAsync(
        ReadOnlyMemory<byte> claimsUtf8, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(claimsUtf8, SecuredRole.Presentation, signer, cancellationToken);

    private static async ValueTask<string> SignAsync(
        ReadOnlyMemory<byte> claimsUtf8, SecuredRole role, ISigner signer, CancellationToken cancellationToken)
    {
        ThrowUnlessObject(claimsUtf8, role);
        var input = Join(WriteHeader(role, signer), claimsUtf8.Span);
        var signature = await signer.SignAsync(input, cancellationToken).ConfigureAwait(false);
        return $"{Encoding.ASCII.GetString(input)}.{Base64Url.EncodeToString(signature)}";
    }

    private static void ThrowUnlessObject(ReadOnlyMemory<byte> claimsUtf8, SecuredRole role)
    {
        if (!StrictJson.TryParse(claimsUtf8, ParsingLimits.Default, out var document, out var problem))
        {
            throw new ArgumentException(problem.Detail, nameof(claimsUtf8));
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ArgumentException($"the {role.ContentType} is to be a JSON object", nameof(claimsUtf8));
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

    private static byte[] Join(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var dot = Base64Url.GetEncodedLength(header.Length);
        var input = new byte[dot + 1 + Base64Url.GetEncodedLength(payload.Length)];
        Base64Url.EncodeToUtf8(header, input);
        input[dot] = (byte)'.';
        Base64Url.EncodeToUtf8(payload, input.AsSpan(dot + 1));
        return input;
    }
}

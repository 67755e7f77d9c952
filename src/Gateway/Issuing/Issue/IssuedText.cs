using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.JsonLd;

namespace Gateway.Issuing;

/// <summary>Writes what was issued: a document as it is, a token as an EnvelopedVerifiableCredential (VCDM 2.0 clause 4.13).</summary>
internal static class IssuedText
{
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer of VC-API; or the bare token.</summary>
    public static Answer Write(SecuringMechanism mechanism, byte[] secured, bool isBare)
    {
        var isToken = mechanism == SecuringMechanism.VcJwt;
        if (isBare && isToken)
        {
            return new Answer(StatusCodes.Status201Created, MediaTypes.VcJwt, secured);
        }

        var buffer = new ArrayBufferWriter<byte>(secured.Length + 256);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        json.WriteStartObject();
        json.WritePropertyName("verifiableCredential");
        if (isToken)
        {
            WriteEnveloped(json, secured);
        }
        else
        {
            json.WriteRawValue(secured, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return new Answer(StatusCodes.Status201Created, Answer.Json, buffer.WrittenMemory);
    }

    public static byte[] WriteEnveloped(ReadOnlySpan<byte> token)
    {
        var buffer = new ArrayBufferWriter<byte>(token.Length + 256);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        WriteEnveloped(json, token);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEnveloped(Utf8JsonWriter json, ReadOnlySpan<byte> token)
    {
        json.WriteStartObject();
        json.WriteString("@context", ContextUrls.CredentialsV2);
        json.WritePropertyName("id");
        json.WriteStringValueSegment("data:application/vc+jwt,"u8, isFinalSegment: false);
        json.WriteStringValueSegment(token, isFinalSegment: true);
        json.WriteString("type", "EnvelopedVerifiableCredential");
        json.WriteEndObject();
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Gateway.Issuing;

/// <summary>Writes a token as an EnvelopedVerifiableCredential (VCDM 2.0 clause 4.13).</summary>
internal static class EnvelopedText
{
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ReadOnlySpan<byte> token)
    {
        var buffer = new ArrayBufferWriter<byte>(token.Length + 256);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        Write(json, token);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> token)
    {
        json.WriteStartObject();
        json.WriteString("@context", ContextUrls.CredentialsV2);
        json.WriteString("id", "data:application/vc+jwt," + Encoding.ASCII.GetString(token));
        json.WriteString("type", "EnvelopedVerifiableCredential");
        json.WriteEndObject();
    }
}

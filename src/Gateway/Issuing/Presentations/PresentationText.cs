using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials.JsonLd;

namespace Gateway.Issuing;

/// <summary>Writes presentations: what is to be signed, and what was.</summary>
internal static class PresentationText
{
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The presentation with its holder; for a token also with <c>aud</c> and <c>nonce</c> where it names a domain and answers a challenge.
    /// Every other member stays as it was written.
    /// </summary>
    public static byte[] Compose(JsonElement presentation, string? holder, ProveWish wish)
    {
        var isToken = wish.Mechanism == SecuringMechanism.VcJwt;
        return Write(json =>
        {
            foreach (var member in presentation.EnumerateObject().Where(m => holder is null || !m.NameEquals("holder")))
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
            }

            if (holder is not null)
            {
                json.WriteString("holder", holder);
            }

            if (isToken && wish.Domain is [var only])
            {
                json.WriteString("aud", only);
            }
            else if (isToken && wish.Domain.Count > 1)
            {
                json.WriteStartArray("aud");
                wish.Domain.ToList().ForEach(json.WriteStringValue);
                json.WriteEndArray();
            }

            if (isToken && wish.Challenge is { } challenge)
            {
                json.WriteString("nonce", challenge);
            }
        });
    }

    /// <summary>The answer of VC-API, a token as an EnvelopedVerifiablePresentation (VCDM 2.0 clause 4.13); or the bare token.</summary>
    public static Answer Write(SecuringMechanism mechanism, byte[] secured, bool isBare)
    {
        var isToken = mechanism == SecuringMechanism.VcJwt;
        if (isBare && isToken)
        {
            return new Answer(StatusCodes.Status201Created, Untp.Credentials.MediaTypes.VpJwt, secured);
        }

        var bytes = Write(json =>
        {
            json.WritePropertyName("verifiablePresentation");
            if (!isToken)
            {
                json.WriteRawValue(secured, skipInputValidation: true);
                return;
            }

            json.WriteStartObject();
            json.WriteString("@context", ContextUrls.CredentialsV2);
            json.WriteString("id", "data:application/vp+jwt," + Encoding.ASCII.GetString(secured));
            json.WriteString("type", "EnvelopedVerifiablePresentation");
            json.WriteEndObject();
        });
        return new Answer(StatusCodes.Status201Created, Answer.Json, bytes);
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

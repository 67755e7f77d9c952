using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>What a proof that is to be made says besides its signature (Data Integrity 1.0 clause 2.1).</summary>
public sealed record ProofOptions
{
    /// <summary><c>eddsa-rdfc-2022</c> or <c>eddsa-jcs-2022</c>.</summary>
    public string Cryptosuite { get; init; } = Cryptosuites.EddsaRdfc2022;

    /// <summary><c>assertionMethod</c>, or <c>authentication</c> beside an assertion.</summary>
    public string ProofPurpose { get; init; } = ProofPurposes.AssertionMethod;

    /// <summary>The proof's own id, an absolute URL; needed when another proof is to build on this one.</summary>
    public string? Id { get; init; }

    /// <summary>When it was made, to the second.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>From when on it holds no more, to the second.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The security domains that it is meant for; empty for any.</summary>
    public IReadOnlyList<string> Domain { get; init; } = [];

    /// <summary>The challenge that it answers.</summary>
    public string? Challenge { get; init; }

    /// <summary>A value of the signer's choice.</summary>
    public string? Nonce { get; init; }

    /// <summary>The ids of the proofs of the document that this one builds on; empty for a proof of a set.</summary>
    public IReadOnlyList<string> PreviousProof { get; init; } = [];

    /// <summary>The proof as an object; under <c>eddsa-jcs-2022</c> with the document's context (EdDSA Cryptosuites 1.0 clause 3.3.1 step 2).</summary>
    internal ReadOnlyMemory<byte> ToJson(string verificationMethod, JsonElement context, ReadOnlySpan<byte> proofBytes)
    {
        var buffer = new ArrayBufferWriter<byte>(512);

        // the relaxed encoder leaves the plus of a DID URL as it is; no browser reads this as HTML
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (Cryptosuite == Cryptosuites.EddsaJcs2022 && context.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName("@context");
            context.WriteTo(json);
        }

        Write(json, "id", Id);
        json.WriteString("type", Cryptosuites.DataIntegrityProof);
        json.WriteString("cryptosuite", Cryptosuite);
        Write(json, "created", Created);
        Write(json, "expires", Expires);
        json.WriteString("verificationMethod", verificationMethod);
        json.WriteString("proofPurpose", ProofPurpose);
        Write(json, "domain", Domain);
        Write(json, "challenge", Challenge);
        Write(json, "nonce", Nonce);
        Write(json, "previousProof", PreviousProof);
        json.WriteString("proofValue", Multibase.Encode(proofBytes));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? time) =>
        Write(json, name, time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    /// <summary>One text by itself, several as an array.</summary>
    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count < 2)
        {
            Write(json, name, texts is [var only] ? only : null);
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}

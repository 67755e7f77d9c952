using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>
/// Writes the document of a DID of ours (DID 1.0 clause 5; Controlled Identifiers 1.0 clause 2.2). Each key is two methods with ids of
/// their own: a JsonWebKey, which the <c>kid</c> of tokens names (VC-JOSE-COSE clause 4.1.1), and a Multikey, which proofs name.
/// </summary>
internal static class DidDocumentText
{
    private static readonly string[] s_contexts =
        ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1"];

    /// <summary>The method that tokens name.</summary>
    public static string TokenMethod(ManagedDid did, ManagedKey key) =>
        did.Kind == DidKind.Key ? ProofMethod(did, key) : $"{did.Did}#{key.Id}";

    /// <summary>The method that proofs name.</summary>
    public static string ProofMethod(ManagedDid did, ManagedKey key) => $"{did.Did}#{key.Public.ToMultibase()}";

    public static byte[] Write(ManagedDid did)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var published = did.Keys.Where(key => key.State != KeyState.Retired).ToList();
        var trusted = published.Where(key => key.State != KeyState.Revoked).ToList();
        json.WriteStartObject();
        WriteTexts(json, "@context", s_contexts);
        json.WriteString("id", did.Did);
        if (did.Profile.AlsoKnownAs.Count > 0)
        {
            WriteTexts(json, "alsoKnownAs", did.Profile.AlsoKnownAs);
        }

        WriteMethods(json, did, published);
        WriteTexts(json, "assertionMethod", trusted.SelectMany(key => MethodsOf(did, key)));

        // what was signed stays verifiable; to speak for the organisation now takes the key of now
        var speaking = trusted.Where(key => key.State is KeyState.Signing or KeyState.Pending);
        WriteTexts(json, "authentication", speaking.SelectMany(key => MethodsOf(did, key)));
        WriteServices(json, did);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<string> MethodsOf(ManagedDid did, ManagedKey key) =>
        new[] { TokenMethod(did, key), ProofMethod(did, key) }.Distinct(StringComparer.Ordinal);

    private static void WriteMethods(Utf8JsonWriter json, ManagedDid did, IEnumerable<ManagedKey> keys)
    {
        json.WriteStartArray("verificationMethod");
        foreach (var key in keys)
        {
            if (did.Kind != DidKind.Key)
            {
                WriteHead(json, did, key, TokenMethod(did, key), "JsonWebKey");
                json.WritePropertyName("publicKeyJwk");
                key.Public.WriteJwk(json);
                json.WriteEndObject();
            }

            WriteHead(json, did, key, ProofMethod(did, key), "Multikey");
            json.WriteString("publicKeyMultibase", key.Public.ToMultibase());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHead(Utf8JsonWriter json, ManagedDid did, ManagedKey key, string id, string type)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", type);
        json.WriteString("controller", did.Did);
        if (key.State == KeyState.Revoked)
        {
            json.WriteString("revoked", key.ChangedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The first of a type is called by it; others are counted.</summary>
    private static void WriteServices(Utf8JsonWriter json, ManagedDid did)
    {
        if (did.Profile.Services.Count == 0)
        {
            return;
        }

        json.WriteStartArray("service");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var service in did.Profile.Services)
        {
            var count = counts[service.Type] = counts.GetValueOrDefault(service.Type) + 1;
            json.WriteStartObject();
            json.WriteString("id", string.Create(
                CultureInfo.InvariantCulture, $"{did.Did}#{service.Type}{(count == 1 ? "" : $".{count}")}"));
            json.WriteString("type", service.Type);
            json.WriteString("serviceEndpoint", service.Endpoint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}

using System.Text.Json;

namespace Untp.Credentials.Dids;

/// <summary>Writes a DID document (DID 1.0 clause 6.2): as it was published, or as its method derives it from the DID.</summary>
internal static class DidDocumentWriter
{
    private const string DidContext = "https://www.w3.org/ns/did/v1";
    private const string MultikeyContext = "https://w3id.org/security/multikey/v1";
    private const string JwkContext = "https://w3id.org/security/jwk/v1";

    public static void Write(DidDocument document, Utf8JsonWriter json)
    {
        if (document.Source is { } source)
        {
            json.WriteRawValue(source.Span);
            return;
        }

        json.WriteStartObject();
        WriteTexts(json, "@context", [DidContext, .. document.VerificationMethods.Select(ContextOf).Distinct()]);
        json.WriteString("id", document.Id);
        json.WriteStartArray("verificationMethod");
        foreach (var method in document.VerificationMethods)
        {
            Write(method, json);
        }

        json.WriteEndArray();
        WriteTexts(json, "assertionMethod", document.AssertionMethod);
        WriteTexts(json, "authentication", document.Authentication);
        json.WriteEndObject();
    }

    private static string ContextOf(VerificationMethod method) => method.Type == "Multikey" ? MultikeyContext : JwkContext;

    /// <summary>Derived documents have no other members and no method without a key.</summary>
    private static void Write(VerificationMethod method, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", method.Id);
        json.WriteString("type", method.Type);
        json.WriteString("controller", method.Controller);
        if (method.Type == "Multikey")
        {
            json.WriteString("publicKeyMultibase", method.Key!.ToMultibase());
        }
        else
        {
            json.WritePropertyName("publicKeyJwk");
            method.Key!.WriteJwk(json);
        }

        json.WriteEndObject();
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

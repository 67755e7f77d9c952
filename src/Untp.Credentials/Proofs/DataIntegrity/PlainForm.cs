using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>
/// JSON-LD has many ways to say the same, and an RDF suite signs what is said; the program reads members by their names. So what is
/// signed is in the plain form: contexts by URL and at the top only, no keywords, no names spelt as IRIs, no value objects for what a
/// plain value says. Else whoever holds a signed credential could, for one, hide its <c>validUntil</c> under another name.
/// </summary>
internal static class PlainForm
{
    /// <summary>Why the document is not in the plain form, in one sentence; null when it is. Its proofs are read strictly elsewhere.</summary>
    public static string? FindFault(JsonElement document)
    {
        foreach (var member in document.EnumerateObject())
        {
            var fault = member.Name switch
            {
                "@context" => FindInContext(member.Value),
                "proof" => null,
                _ => FindInMember(member),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? FindInContext(JsonElement context) => context.ValueKind switch
    {
        JsonValueKind.String => null,
        JsonValueKind.Array => context.EnumerateArray().Select(FindInContext).FirstOrDefault(fault => fault is not null),
        _ => "a context is written into the document, where the signature does not cover it; only URLs of known contexts are read",
    };

    private static string? FindInMember(JsonProperty member) => FindInName(member) ?? FindInValue(member.Value);

    private static string? FindInName(JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (!raw.ContainsAny((byte)'@', (byte)':', (byte)'\\'))
        {
            return null;
        }

        var name = member.Name;
        return name.StartsWith('@') ? $"the keyword {Excerpt.Of(name)} says in another way what is read by name"
            : name.Contains(':', StringComparison.Ordinal) ? $"the name {Excerpt.Of(name)} is spelt as an IRI, and could hide what is read by name"
            : null;
    }

    private static string? FindInValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.TryGetProperty("@value"u8, out _):
                return IsLanguageText(value) ? null : "a value object (@value) without language or direction stands for a plain value";
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (FindInMember(member) is { } fault)
                    {
                        return fault;
                    }
                }

                return null;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    if (FindInValue(item) is { } fault)
                    {
                        return fault;
                    }
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>VCDM 2.0 clause 11.1: the one use that a credential has for value objects.</summary>
    private static bool IsLanguageText(JsonElement value) =>
        (value.TryGetProperty("@language"u8, out _) || value.TryGetProperty("@direction"u8, out _))
        && value.EnumerateObject().All(member =>
            member.Name is "@value" or "@language" or "@direction" && member.Value.ValueKind == JsonValueKind.String);
}

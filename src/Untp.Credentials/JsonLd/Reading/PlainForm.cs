using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Reading;

/// <summary>
/// JSON-LD has many ways to say the same, and an RDF suite signs what is said; the program reads members by their names. So what is
/// signed is in the plain form: contexts by URL and at the top only, no keywords, no names spelt as IRIs, no value objects for what a
/// plain value says. Else whoever holds a signed credential could, for one, hide its <c>validUntil</c> under another name.
/// </summary>
internal static class PlainForm
{
    /// <summary>Where the document is not in the plain form; null when it is. Its proofs are read strictly elsewhere.</summary>
    public static Misreading? FindFault(JsonElement document)
    {
        foreach (var member in document.EnumerateObject())
        {
            var fault = member.Name switch
            {
                "@context" => FindInContext(member.Value, "/@context"),
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

    private static Misreading? FindInContext(JsonElement context, string pointer) => context.ValueKind switch
    {
        JsonValueKind.String => null,
        JsonValueKind.Array => context.EnumerateArray()
            .Select((item, i) => FindInContext(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}")))
            .FirstOrDefault(fault => fault is not null),
        _ => new Misreading(
            "a context is written into the document, where the signature does not cover it; only URLs of known contexts are read", pointer),
    };

    private static Misreading? FindInMember(JsonProperty member)
    {
        var fault = FindInName(member) is { } inName ? new Misreading(inName, "") : FindInValue(member.Value);
        return fault is null ? null : fault with { Pointer = $"/{JsonPointer.Escape(member.Name)}{fault.Pointer}" };
    }

    private static string? FindInName(JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (!raw.ContainsAny((byte)'@', (byte)':', (byte)'\\'))
        {
            return null;
        }

        var name = member.Name;
        return name.StartsWith('@') ? $"the keyword {Excerpt.Of(name)} says in another way what is read by name"
            : name.Contains(':', StringComparison.Ordinal) ? $"the name {Excerpt.Of(name)} is spelt as an IRI, not as the term that is read"
            : null;
    }

    private static Misreading? FindInValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.TryGetProperty("@value"u8, out _):
                return IsLanguageText(value)
                    ? null
                    : new Misreading("a value object (@value) without language or direction stands for a plain value", "");
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
                var i = 0;
                foreach (var item in value.EnumerateArray())
                {
                    if (FindInValue(item) is { } fault)
                    {
                        return fault with { Pointer = string.Create(CultureInfo.InvariantCulture, $"/{i}{fault.Pointer}") };
                    }

                    i++;
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

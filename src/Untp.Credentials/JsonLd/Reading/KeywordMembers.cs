using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Reading;

/// <summary>
/// Members named by a JSON-LD keyword, which no UNTP credential has whatever secures it: by them the same could be said in a way in which
/// it is not read. VCDM 2.0 clause 11.1 has one use for them, a name or a description with its language.
/// </summary>
internal static class KeywordMembers
{
    /// <summary>The places; a proof's members are read strictly elsewhere, and may be the contexts that it was made under.</summary>
    public static IEnumerable<Misreading> Find(JsonElement credential) =>
        credential.EnumerateObject()
            .Where(member => !member.NameEquals("@context"u8) && !member.NameEquals("proof"u8) && IsSuspect(member))
            .SelectMany(member => FindInMember(member, "", false));

    /// <summary>Whether a string in it begins like a keyword; if none does, nothing is walked.</summary>
    private static bool IsSuspect(JsonProperty member) =>
        IsLikeKeyword(JsonMarshal.GetRawUtf8PropertyName(member)) || HasKeyword(JsonMarshal.GetRawUtf8Value(member.Value));

    private static bool IsLikeKeyword(ReadOnlySpan<byte> name) => name.StartsWith("@"u8) || name.StartsWith("\\u0040"u8);

    private static bool HasKeyword(ReadOnlySpan<byte> json) => json.IndexOf("\"@"u8) >= 0 || json.IndexOf("\"\\u0040"u8) >= 0;

    private static IEnumerable<Misreading> FindInMember(JsonProperty member, string at, bool isText)
    {
        var pointer = $"{at}/{JsonPointer.Escape(member.Name)}";
        if (!member.Name.StartsWith('@'))
        {
            return FindInValue(member.Value, pointer, member.Name is "name" or "description");
        }

        return isText && member.Name is "@value" or "@language" or "@direction"
            ? []
            : [new Misreading($"{Excerpt.Of(member.Name)} is a keyword of JSON-LD, and no credential of UNTP has it there", pointer)];
    }

    private static IEnumerable<Misreading> FindInValue(JsonElement value, string at, bool isText) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(
            member => FindInMember(member, at, isText && value.TryGetProperty("@value"u8, out _))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(
            (item, i) => FindInValue(item, string.Create(CultureInfo.InvariantCulture, $"{at}/{i}"), isText)),
        _ => [],
    };
}

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
    /// <summary>The places. Nothing is walked where no string begins like a keyword but the credential's own @context.</summary>
    public static IEnumerable<Misreading> Find(JsonElement credential) =>
        CountSuspects(JsonMarshal.GetRawUtf8Value(credential)) > (credential.TryGetProperty("@context"u8, out _) ? 1 : 0)
            ? FindInCredential(credential)
            : [];

    private static int CountSuspects(ReadOnlySpan<byte> json) => json.Count("\"@"u8) + json.Count("\"\\u0040"u8);

    private static IEnumerable<Misreading> FindInCredential(JsonElement credential) =>
        credential.EnumerateObject()
            .Where(member => !member.NameEquals("@context"u8) && !member.NameEquals("proof"u8))
            .SelectMany(member => FindInMember(member, "", false));

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

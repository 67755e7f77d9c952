using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Reading;

/// <summary>
/// Members named by a JSON-LD keyword, which no UNTP credential has whatever secures it: by them the same could be said in a way in which
/// it is not read. VCDM 2.0 clause 11.1 has one use for them, a name or a description with its language.
/// </summary>
internal sealed class KeywordMembers
{
    private const int Most = 100;

    private readonly List<InstanceStep> _path = [];
    private readonly List<Misreading> _found = [];

    private KeywordMembers()
    {
    }

    /// <summary>
    /// The first hundred places; a proof's members are read strictly elsewhere, and may be the contexts that it was made under.
    /// </summary>
    public static IReadOnlyList<Misreading> Find(JsonElement credential)
    {
        KeywordMembers? members = null;
        var hasEscaped = JsonMarshal.GetRawUtf8Value(credential).IndexOf("\\u0040"u8) >= 0;
        foreach (var member in credential.EnumerateObject())
        {
            if (!member.NameEquals("@context"u8) && !member.NameEquals("proof"u8) && (hasEscaped || IsSuspect(member)))
            {
                members ??= new KeywordMembers();
                members.WalkMember(member, false);
            }
        }

        return (IReadOnlyList<Misreading>?)members?._found ?? [];
    }

    /// <summary>Whether a string in it begins like a keyword; if none does, nothing is walked.</summary>
    private static bool IsSuspect(JsonProperty member) =>
        JsonMarshal.GetRawUtf8PropertyName(member) is [(byte)'@', ..] || JsonMarshal.GetRawUtf8Value(member.Value).IndexOf("\"@"u8) >= 0;

    private void WalkMember(JsonProperty member, bool isText)
    {
        _path.Add(new InstanceStep(member, -1));
        var name = JsonText.Utf8Name(member);
        if (name is not [(byte)'@', ..])
        {
            WalkValue(member.Value, member.NameEquals("name"u8) || member.NameEquals("description"u8));
        }
        else if (_found.Count < Most && !(isText && member.Name is "@value" or "@language" or "@direction"))
        {
            _found.Add(new Misreading(
                $"{Excerpt.Of(member.Name)} is a keyword of JSON-LD, and no credential of UNTP has it there",
                InstancePath.ToPointer(_path)));
        }

        _path.RemoveAt(_path.Count - 1);
    }

    private void WalkValue(JsonElement value, bool isText)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var isValue = isText && value.TryGetProperty("@value"u8, out _);
            foreach (var member in value.EnumerateObject())
            {
                WalkMember(member, isValue);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                _path.Add(new InstanceStep(default, index++));
                WalkValue(item, isText);
                _path.RemoveAt(_path.Count - 1);
            }
        }
    }
}

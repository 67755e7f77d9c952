using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>
/// What several schemas ask of the members of one object by their names, for the bare verdict: one pass over the members and one look-up a
/// member, however many schemas there are.
/// </summary>
internal sealed class MergedMembers : Keyword
{
    private const int MostRequired = 64;

    /// <summary>
    /// Up to so many names are looked for among the members; where there are more, the members are looked up among the names. The former
    /// would throw for a name that escapes half a surrogate pair.
    /// </summary>
    private const int FewNames = 3;

    private readonly Member[] _members;
    private readonly Utf8Map<Member> _byName;
    private readonly SchemaNode[] _unnamed;
    private readonly ulong _required;

    private MergedMembers(IReadOnlyList<MembersKeyword> parts, List<string> required)
    {
        var names = parts.SelectMany(part => part.Named).Select(member => member.Name).Distinct();
        _members = [.. names.Select(name => MemberOf(name, parts, required))];
        _byName = new([.. _members.Select(member => KeyValuePair.Create(member.Name, member))]);
        _unnamed = [.. parts.Select(part => part.Unnamed).OfType<SchemaNode>()];
        _required = required.Count == 0 ? 0 : ulong.MaxValue >> (MostRequired - required.Count);
    }

    internal override JsonTypes Applies => JsonTypes.Object;

    /// <summary>Null where more names are required than can be counted.</summary>
    internal static MergedMembers? TryMerge(IReadOnlyList<MembersKeyword> parts)
    {
        var required = parts.SelectMany(part => part.Named).Where(member => member.Required >= 0).Select(member => member.Name)
            .Distinct().ToList();
        return required.Count <= MostRequired ? new MergedMembers(parts, required) : null;
    }

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen) =>
        _members.Length <= FewNames && _unnamed.Length == 0 && !run.HasEscapes
            ? LookForNames(instance, ref run)
            : LookAtAll(instance, ref run);

    private bool LookForNames(JsonElement instance, ref Evaluation run)
    {
        foreach (var member in _members)
        {
            if (instance.TryGetProperty(member.Utf8, out var value) ? !Hold(member.Schemas, value, ref run) : member.Bit != 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool LookAtAll(JsonElement instance, ref Evaluation run)
    {
        var met = 0UL;
        foreach (var member in instance.EnumerateObject())
        {
            var schemas = _unnamed;
            var name = run.HasEscapes ? JsonText.Utf8Name(member) : JsonMarshal.GetRawUtf8PropertyName(member);
            if (_byName.TryGet(name, out var known))
            {
                met |= known.Bit;
                schemas = known.Schemas;
            }

            if (!Hold(schemas, member.Value, ref run))
            {
                return false;
            }
        }

        return met == _required;
    }

    private static bool Hold(SchemaNode[] schemas, JsonElement value, ref Evaluation run)
    {
        foreach (var schema in schemas)
        {
            if (!schema.Evaluate(value, ref run, null))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A part that does not name the member, or names it only to require it, asks of it what it asks of members unnamed.</summary>
    private static Member MemberOf(string name, IReadOnlyList<MembersKeyword> parts, List<string> required)
    {
        var schemas = parts.Select(part => part.Named.FirstOrDefault(member => member.Name == name)?.Schema ?? part.Unnamed);
        return new Member(
            name,
            Encoding.UTF8.GetBytes(name),
            [.. schemas.OfType<SchemaNode>().Distinct()],
            required.IndexOf(name) is >= 0 and var position ? 1UL << position : 0);
    }

    /// <param name="Name">Its name.</param>
    /// <param name="Utf8">The same.</param>
    /// <param name="Schemas">What is asked of it.</param>
    /// <param name="Bit">Its place among the required ones; 0 when it is none.</param>
    private sealed record Member(string Name, byte[] Utf8, SchemaNode[] Schemas, ulong Bit);
}

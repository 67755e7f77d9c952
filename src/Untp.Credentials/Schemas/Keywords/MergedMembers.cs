using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>
/// What several schemas ask of the members of one object by their names, for the bare verdict: one pass over the members and one look-up a
/// member, however many schemas there are.
/// </summary>
internal sealed class MergedMembers : Keyword
{
    private const int MostRequired = 64;

    private readonly Utf8Map<Member> _named;
    private readonly SchemaNode[] _unnamed;
    private readonly ulong _required;

    private MergedMembers(IReadOnlyList<MembersKeyword> parts, List<string> required)
    {
        var names = parts.SelectMany(part => part.Named).Select(member => member.Name).Distinct();
        _named = new([.. names.Select(name => KeyValuePair.Create(name, MemberOf(name, parts, required)))]);
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

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var met = 0UL;
        foreach (var member in instance.EnumerateObject())
        {
            var schemas = _unnamed;
            if (_named.TryGet(JsonText.Utf8Name(member), out var known))
            {
                met |= known.Bit;
                schemas = known.Schemas;
            }

            foreach (var schema in schemas)
            {
                if (!schema.Evaluate(member.Value, ref run, null))
                {
                    return false;
                }
            }
        }

        return met == _required;
    }

    /// <summary>A part that does not name the member, or names it only to require it, asks of it what it asks of members unnamed.</summary>
    private static Member MemberOf(string name, IReadOnlyList<MembersKeyword> parts, List<string> required)
    {
        var schemas = parts.Select(part => part.Named.FirstOrDefault(member => member.Name == name)?.Schema ?? part.Unnamed);
        return new Member(
            [.. schemas.OfType<SchemaNode>().Distinct()],
            required.IndexOf(name) is >= 0 and var position ? 1UL << position : 0);
    }

    private sealed record Member(SchemaNode[] Schemas, ulong Bit);
}

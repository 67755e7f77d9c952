using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>dependentRequired</c> (JSON Schema Validation 2020-12 clause 6.5.4): members that must come with another.</summary>
internal sealed class DependentRequiredKeyword(KeywordSite site, IReadOnlyDictionary<string, IReadOnlyList<string>> demands) : Keyword
{
    private readonly MemberPresence _presence = new([.. demands.Keys.Concat(demands.Values.SelectMany(names => names)).Distinct()]);

    private readonly (string Name, string Needed)[] _pairs =
        [.. demands.SelectMany(demand => demand.Value.Select(needed => (demand.Key, needed)))];

    internal override JsonTypes Applies => JsonTypes.Object;

    internal static Keyword? Read(SchemaSource source, string name)
    {
        if (!source.TryGet(name, out _))
        {
            return null;
        }

        var demands = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var member in source.Object(name).EnumerateObject())
        {
            // The older "dependencies" mixes arrays and schemas; the schemas are DependentSchemasKeyword's.
            if (name != "dependencies" || member.Value.ValueKind == JsonValueKind.Array)
            {
                demands[JsonText.Name(member)] = source.StringsOf(name, member.Value);
            }
        }

        return new DependentRequiredKeyword(source.Site(name), demands);
    }

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var present = _presence.Words <= MemberPresence.FewWords ? stackalloc ulong[MemberPresence.FewWords] : new ulong[_presence.Words];
        _presence.Read(instance, present);
        var valid = true;
        foreach (var (name, needed) in _pairs)
        {
            if (_presence.Has(name, present) && !_presence.Has(needed, present))
            {
                valid = false;
                run.Errors?.Add(site, $"has {Found.Quote(name, 60)} and so must have {Found.Quote(needed, 60)}, which is absent");
            }
        }

        return valid;
    }
}

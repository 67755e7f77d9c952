using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>dependentRequired</c> (JSON Schema Validation 2020-12 clause 6.5.4): members that must come with another.</summary>
internal sealed class DependentRequiredKeyword(KeywordSite site, IReadOnlyDictionary<string, IReadOnlyList<string>> demands) : Keyword
{
    private readonly PresentMembers _present = new(demands.Keys.Concat(demands.Values.SelectMany(names => names)));

    internal override JsonTypes Applies => JsonTypes.Object;

    internal static Keyword? Read(SchemaSource source, string name)
    {
        if (!source.TryGet(name, out _))
        {
            return null;
        }

        // The older "dependencies" mixes arrays and schemas; the schemas are DependentSchemasKeyword's.
        var lists = source.Object(name).EnumerateObject().Where(m => name != "dependencies" || m.Value.ValueKind == JsonValueKind.Array);
        return new DependentRequiredKeyword(source.Site(name), lists.ToDictionary(m => m.Name, m => source.StringsOf(name, m.Value)));
    }

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var present = _present.Of(instance);
        var valid = true;
        foreach (var (name, needed) in demands.Where(demand => present.Contains(demand.Key)))
        {
            foreach (var missing in needed.Where(other => !present.Contains(other)))
            {
                valid = false;
                run.Errors?.Add(site, $"has {Found.Quote(name, 60)} and so must have {Found.Quote(missing, 60)}, which is absent");
            }
        }

        return valid;
    }
}

/// <summary><c>dependentSchemas</c> (JSON Schema Core 2020-12 clause 10.2.2.4): schemas that apply when a member is present.</summary>
internal sealed class DependentSchemasKeyword(IReadOnlyDictionary<string, SchemaNode> schemas) : Keyword
{
    private readonly PresentMembers _present = new(schemas.Keys);

    internal override JsonTypes Applies => JsonTypes.Object;

    internal override IEnumerable<SchemaNode> InPlace => schemas.Values;

    internal static Keyword? Read(SchemaSource source, string name) =>
        source.TryGet(name, out _)
            ? new DependentSchemasKeyword(source.NamedSubschemas(name, skipArrays: name == "dependencies"))
            : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        foreach (var name in _present.Of(instance))
        {
            valid &= schemas[name].Evaluate(instance, ref run, seen);
        }

        return valid;
    }
}

/// <summary>Which of some names an object has, in one pass over it.</summary>
internal sealed class PresentMembers(IEnumerable<string> names)
{
    private readonly Utf8Map<string> _names = new([.. names.Distinct().Select(name => KeyValuePair.Create(name, name))]);

    internal HashSet<string> Of(JsonElement instance)
    {
        var present = new HashSet<string>();
        foreach (var member in instance.EnumerateObject())
        {
            if (_names.TryGet(JsonText.Utf8Name(member), out var name))
            {
                present.Add(name);
            }
        }

        return present;
    }
}

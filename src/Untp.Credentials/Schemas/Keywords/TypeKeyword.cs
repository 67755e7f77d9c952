using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>type</c> (JSON Schema Validation 2020-12 clause 6.1.1). The node asks it before all others.</summary>
internal sealed class TypeKeyword(KeywordSite site, JsonTypes types) : Keyword
{
    internal JsonTypes Types => types;

    internal static Keyword? Read(SchemaSource source)
    {
        if (!source.TryGet("type", out var value))
        {
            return null;
        }

        var names = value.ValueKind == JsonValueKind.Array ? source.Strings("type") : [source.String("type")];
        var types = JsonTypes.None;
        foreach (var name in names)
        {
            types |= JsonTypesExtensions.Parse(name) ?? throw source.Fault("type", $"type: there is no type {Found.Quote(name, 60)}");
        }

        return new TypeKeyword(source.Site("type"), types);
    }

    internal bool Holds(JsonElement instance, JsonValueKind kind, ref Evaluation run)
    {
        if (types.Holds(kind, instance))
        {
            return true;
        }

        run.Errors?.Add(site, $"must be {types.Describe()}", instance);
        return false;
    }

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen) =>
        Holds(instance, instance.ValueKind, ref run);
}

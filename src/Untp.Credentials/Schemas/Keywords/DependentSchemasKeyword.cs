using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>dependentSchemas</c> (JSON Schema Core 2020-12 clause 10.2.2.4): schemas that apply when a member is present.</summary>
internal sealed class DependentSchemasKeyword(Dictionary<string, SchemaNode> schemas) : Keyword
{
    private readonly MemberPresence _presence = new([.. schemas.Keys]);

    internal override JsonTypes Applies => JsonTypes.Object;

    internal override IEnumerable<SchemaNode> InPlace => schemas.Values;

    internal static Keyword? Read(SchemaSource source, string name) =>
        source.TryGet(name, out _)
            ? new DependentSchemasKeyword(source.NamedSubschemas(name, skipArrays: name == "dependencies"))
            : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var present = _presence.Words <= MemberPresence.FewWords ? stackalloc ulong[MemberPresence.FewWords] : new ulong[_presence.Words];
        _presence.Read(instance, present);
        var valid = true;
        foreach (var (name, schema) in schemas)
        {
            valid &= !_presence.Has(name, present) || schema.Evaluate(instance, ref run, seen);
        }

        return valid;
    }
}

using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>$ref</c> (JSON Schema Core 2020-12 clause 8.2.3.1), resolved when the schema is compiled.</summary>
internal sealed class RefKeyword(SchemaNode target) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => [target];

    internal static Keyword? Read(SchemaSource source) => source.TryGet("$ref", out _) ? new RefKeyword(source.Reference("$ref")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen) =>
        target.Evaluate(instance, ref run, seen);
}

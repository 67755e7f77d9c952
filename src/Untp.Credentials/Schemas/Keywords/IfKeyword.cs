using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>if</c>, <c>then</c> and <c>else</c> (JSON Schema Core 2020-12 clause 10.2.2).</summary>
internal sealed class IfKeyword(SchemaNode condition, SchemaNode? consequence, SchemaNode? alternative) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => new[] { condition, consequence, alternative }.OfType<SchemaNode>();

    internal static Keyword? Read(SchemaSource source)
    {
        var consequence = source.TryGet("then", out _) ? source.Subschema("then") : null;
        var alternative = source.TryGet("else", out _) ? source.Subschema("else") : null;
        return source.TryGet("if", out _) ? new IfKeyword(source.Subschema("if"), consequence, alternative) : null;
    }

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var next = run.Try(condition, instance, seen, null) ? consequence : alternative;
        return next is null || next.Evaluate(instance, ref run, seen);
    }
}

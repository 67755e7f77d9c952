using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>allOf</c> (JSON Schema Core 2020-12 clause 10.2.1.1).</summary>
internal sealed class AllOfKeyword(SchemaNode[] branches) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => branches;

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("allOf", out _) ? new AllOfKeyword(source.SomeSubschemas("allOf")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        foreach (var branch in branches)
        {
            valid &= branch.Evaluate(instance, ref run, seen);
            if (!valid && run.Errors is null)
            {
                return false;
            }
        }

        return valid;
    }
}

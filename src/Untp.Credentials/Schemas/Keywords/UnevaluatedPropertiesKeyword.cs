using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>unevaluatedProperties</c> (JSON Schema Core 2020-12 clause 11.3). The node evaluates it last.</summary>
internal sealed class UnevaluatedPropertiesKeyword(KeywordSite site, SchemaNode schema) : Keyword
{
    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("unevaluatedProperties", out _)
            ? new UnevaluatedPropertiesKeyword(source.Site("unevaluatedProperties"), source.Subschema("unevaluatedProperties"))
            : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        var position = -1;
        foreach (var member in instance.EnumerateObject())
        {
            position++;
            if (seen!.IsMarked(position))
            {
                continue;
            }

            seen.Mark(position);
            run.Errors?.Enter(member);
            valid &= Unevaluated.Evaluate(site, schema, member.Value, ref run);
            run.Errors?.Leave();
            if (!valid && run.Errors is null)
            {
                return false;
            }
        }

        return valid;
    }
}

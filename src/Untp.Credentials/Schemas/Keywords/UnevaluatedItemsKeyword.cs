using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>unevaluatedItems</c> (JSON Schema Core 2020-12 clause 11.2). The node evaluates it last.</summary>
internal sealed class UnevaluatedItemsKeyword(KeywordSite site, SchemaNode schema) : Keyword
{
    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("unevaluatedItems", out _)
            ? new UnevaluatedItemsKeyword(source.Site("unevaluatedItems"), source.Subschema("unevaluatedItems"))
            : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        var position = -1;
        foreach (var item in instance.EnumerateArray())
        {
            position++;
            if (seen!.IsMarked(position))
            {
                continue;
            }

            seen.Mark(position);
            run.Errors?.Enter(position);
            valid &= Unevaluated.Evaluate(site, schema, item, ref run);
            run.Errors?.Leave();
            if (!valid && run.Errors is null)
            {
                return false;
            }
        }

        return valid;
    }
}

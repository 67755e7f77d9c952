using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>prefixItems</c> and <c>items</c> (JSON Schema Core 2020-12 clauses 10.3.1.1 and 10.3.1.2) in one pass.</summary>
internal sealed class ItemsKeyword(SchemaNode[] prefix, SchemaNode? rest, KeywordSite restSite) : Keyword
{
    internal override JsonTypes Applies => JsonTypes.Array;

    internal static Keyword? Read(SchemaSource source)
    {
        var prefix = source.TryGet("prefixItems", out _) ? source.Subschemas("prefixItems") : [];
        var rest = source.TryGet("items", out _) ? source.Subschema("items") : null;
        return prefix.Length == 0 && rest is null ? null : new ItemsKeyword(prefix, rest, source.Site("items"));
    }

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        var position = 0;
        foreach (var item in instance.EnumerateArray())
        {
            var schema = position < prefix.Length ? prefix[position] : rest;
            if (schema is null)
            {
                break;
            }

            run.Errors?.Enter(position);
            valid &= EvaluateItem(schema, position, item, ref run);
            run.Errors?.Leave();
            if (!valid && run.Errors is null)
            {
                return false;
            }

            seen?.Mark(position);
            position++;
        }

        return valid;
    }

    private bool EvaluateItem(SchemaNode schema, int position, JsonElement item, ref Evaluation run)
    {
        if (schema.IsNever && position >= prefix.Length)
        {
            run.Errors?.Add(restSite, $"is one item too many: at most {prefix.Length} are allowed");
            return false;
        }

        return schema.Evaluate(item, ref run, null);
    }
}

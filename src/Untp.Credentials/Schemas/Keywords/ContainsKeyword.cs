using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>
/// <c>contains</c> with <c>minContains</c> and <c>maxContains</c> (JSON Schema Core 2020-12 clause 10.3.1.3, Validation clauses 6.4.4
/// and 6.4.5).
/// </summary>
internal sealed class ContainsKeyword(KeywordSite site, SchemaNode schema, long least, long most) : Keyword
{
    internal override JsonTypes Applies => JsonTypes.Array;

    internal static Keyword? Read(SchemaSource source)
    {
        if (!source.TryGet("contains", out _))
        {
            return null;
        }

        var least = source.TryGet("minContains", out _) ? source.Count("minContains") : 1;
        var most = source.TryGet("maxContains", out _) ? source.Count("maxContains") : long.MaxValue;
        return new ContainsKeyword(source.Site("contains"), source.Subschema("contains"), least, most);
    }

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var position = 0;
        var count = 0L;
        foreach (var item in instance.EnumerateArray())
        {
            if (run.Try(schema, item, null, null))
            {
                seen?.Mark(position);
                if (++count >= least && most == long.MaxValue && seen is null)
                {
                    return true;
                }
            }

            position++;
        }

        if (count >= least && count <= most)
        {
            return true;
        }

        if (least == 1 && count == 0 && schema.Keywords is [ConstKeyword only])
        {
            // The commonest use: a list that must hold a given value.
            run.Errors?.Add(site, $"must hold {only.Value}", instance, Items);
        }
        else
        {
            run.Errors?.Add(site, $"must have {Wanted()}; {count} of its {position} items {(count == 1 ? "does" : "do")}");
        }

        return false;
    }

    private static string Items(JsonElement array) =>
        array.GetArrayLength() > 0 && array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? $"only {Found.List([.. array.EnumerateArray().Select(item => Found.Quote(JsonText.String(item), 60))])}"
            : Found.Describe(array);

    private string Wanted() =>
        (most == long.MaxValue ? $"at least {least}" : least == 0 ? $"at most {most}" : $"{least} to {most}")
        + $" item{(least == 1 && most == long.MaxValue ? "" : "s")} that follow the schema of contains";
}

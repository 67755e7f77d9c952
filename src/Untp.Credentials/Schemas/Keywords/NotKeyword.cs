using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>not</c> (JSON Schema Core 2020-12 clause 10.2.1.4).</summary>
internal sealed class NotKeyword(KeywordSite site, SchemaNode schema, string about) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => [schema];

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("not", out _) ? new NotKeyword(source.Site("not"), source.Subschema("not"), source.About) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        if (!run.Try(schema, instance, null, null))
        {
            return true;
        }

        var isAnything = schema is { IsNever: false, Keywords.Count: 0 };
        run.Errors?.Add(site, $"must {(isAnything ? "be absent" : "not follow the schema of not")}{about}", instance);
        return false;
    }
}

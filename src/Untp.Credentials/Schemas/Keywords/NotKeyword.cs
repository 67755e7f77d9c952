using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>not</c> (JSON Schema Core 2020-12 clause 10.2.1.4).</summary>
internal sealed class NotKeyword(KeywordSite site, SchemaNode schema) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => [schema];

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("not", out _) ? new NotKeyword(source.Site("not"), source.Subschema("not")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        if (!run.Try(schema, instance, null, null))
        {
            return true;
        }

        run.Errors?.Add(site, "must not follow the schema of not", instance);
        return false;
    }
}

using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>anyOf</c> (JSON Schema Core 2020-12 clause 10.2.1.2).</summary>
internal sealed class AnyOfKeyword(KeywordSite site, Branches branches) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => branches.Schemas;

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("anyOf", out _) ? new AnyOfKeyword(source.Site("anyOf"), Branches.Read(source, "anyOf")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var schemas = branches.Schemas;
        var failed = run.Errors is null ? null : new ErrorCollector[schemas.Length];
        var valid = false;
        for (var i = 0; i < schemas.Length; i++)
        {
            var errors = failed is null ? null : failed[i] = run.Errors!.Branch();
            valid |= run.Try(schemas[i], instance, seen, errors);
            if (valid && seen is null)
            {
                return true;
            }
        }

        if (!valid && failed is not null)
        {
            branches.ReportNone(run.Errors!, site, failed, "at least one");
        }

        return valid;
    }
}

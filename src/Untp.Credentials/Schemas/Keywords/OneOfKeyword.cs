using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>oneOf</c> (JSON Schema Core 2020-12 clause 10.2.1.3).</summary>
internal sealed class OneOfKeyword(KeywordSite site, Branches branches) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => branches.Schemas;

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("oneOf", out _) ? new OneOfKeyword(source.Site("oneOf"), Branches.Read(source, "oneOf")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var schemas = branches.Schemas;
        var failed = run.Errors is null ? null : new ErrorCollector[schemas.Length];
        var (first, second) = (-1, -1);
        for (var i = 0; i < schemas.Length && second < 0; i++)
        {
            var errors = failed is null ? null : failed[i] = run.Errors!.Branch();
            if (run.Try(schemas[i], instance, seen, errors))
            {
                (first, second) = first < 0 ? (i, -1) : (first, i);
            }
        }

        if (failed is not null && second >= 0)
        {
            branches.ReportTwo(run.Errors!, site, first, second);
        }
        else if (failed is not null && first < 0)
        {
            branches.ReportNone(run.Errors!, site, failed, "exactly one");
        }

        return first >= 0 && second < 0;
    }
}

using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>oneOf</c> (JSON Schema Core 2020-12 clause 10.2.1.3).</summary>
internal sealed class OneOfKeyword(KeywordSite site, SchemaNode[] branches) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => branches;

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("oneOf", out _) ? new OneOfKeyword(source.Site("oneOf"), source.SomeSubschemas("oneOf")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var failed = run.Errors is null ? null : new ErrorCollector[branches.Length];
        var (first, second) = (-1, -1);
        for (var i = 0; i < branches.Length && second < 0; i++)
        {
            var errors = failed is null ? null : failed[i] = run.Errors!.Branch();
            if (run.Try(branches[i], instance, seen, errors))
            {
                (first, second) = first < 0 ? (i, -1) : (first, i);
            }
        }

        if (second >= 0)
        {
            var both = $"it follows number {first + 1} and number {second + 1}";
            run.Errors?.Add(site, $"must follow exactly one of {branches.Length} schemas; {both}");
        }
        else if (first < 0 && failed is not null)
        {
            ClosestBranch.Report(run.Errors!, site, failed, "must follow exactly one");
        }

        return first >= 0 && second < 0;
    }
}

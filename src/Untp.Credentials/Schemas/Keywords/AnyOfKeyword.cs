using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>anyOf</c> (JSON Schema Core 2020-12 clause 10.2.1.2).</summary>
internal sealed class AnyOfKeyword(KeywordSite site, SchemaNode[] branches) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => branches;

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("anyOf", out _) ? new AnyOfKeyword(source.Site("anyOf"), source.SomeSubschemas("anyOf")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var failed = run.Errors is null ? null : new ErrorCollector[branches.Length];
        var valid = false;
        for (var i = 0; i < branches.Length; i++)
        {
            var errors = failed is null ? null : failed[i] = run.Errors!.Branch();
            valid |= run.Try(branches[i], instance, seen, errors);
            if (valid && seen is null)
            {
                return true;
            }
        }

        if (!valid && failed is not null)
        {
            ClosestBranch.Report(run.Errors!, site, failed, "must follow at least one");
        }

        return valid;
    }
}

using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>allOf</c> (JSON Schema Core 2020-12 clause 10.2.1.1).</summary>
internal sealed class AllOfKeyword(SchemaNode[] branches) : Keyword
{
    internal override IEnumerable<SchemaNode> InPlace => branches;

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("allOf", out _) ? new AllOfKeyword(source.SomeSubschemas("allOf")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        foreach (var branch in branches)
        {
            valid &= branch.Evaluate(instance, ref run, seen);
            if (!valid && run.Errors is null)
            {
                return false;
            }
        }

        return valid;
    }
}

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
            run.Errors?.Add(site, $"must follow exactly one of {branches.Length} schemas; it follows number {first + 1} and number {second + 1}");
        }
        else if (first < 0 && failed is not null)
        {
            ClosestBranch.Report(run.Errors!, site, failed, "must follow exactly one");
        }

        return first >= 0 && second < 0;
    }
}

/// <summary>Tells of several branches that all failed the errors of the one that was probably meant.</summary>
internal static class ClosestBranch
{
    /// <summary>The right kind of value first, then the one that went deepest, then the fewest errors.</summary>
    internal static void Report(ErrorCollector errors, KeywordSite site, ErrorCollector[] failed, string expectation)
    {
        var closest = failed.OrderBy(branch => branch.IsMismatch).ThenByDescending(branch => branch.Reach).ThenBy(branch => branch.Count).First();
        var number = Array.IndexOf(failed, closest) + 1;
        errors.Add(site, $"{expectation} of {failed.Length} schemas and follows none; number {number} comes closest");
        errors.Add(closest);
    }
}

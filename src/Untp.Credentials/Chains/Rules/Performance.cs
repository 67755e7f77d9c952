using Untp.Credentials.Chains.Facts;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>Compares what was claimed with what was assessed, metric by metric.</summary>
internal static class Performance
{
    /// <summary>The first difference; null when there is none, and when claim and assessment have no metric in common.</summary>
    /// <param name="claimed">The claim's performance.</param>
    /// <param name="assessed">The assessment's.</param>
    /// <param name="tolerance">The policy's, as a fraction of the claimed value.</param>
    public static (FindingVerdict Verdict, string Sentence)? Difference(
        IEnumerable<PerformanceFacts> claimed, IReadOnlyList<PerformanceFacts> assessed, decimal tolerance) =>
        claimed.SelectMany(c => assessed.Where(a => IsSameMetric(c, a)).Select(a => Compare(c, a, tolerance)))
            .FirstOrDefault(difference => difference is not null);

    private static bool IsSameMetric(PerformanceFacts a, PerformanceFacts b) =>
        a.Metric is not null && b.Metric is not null && IsSameTerm(a.Metric, b.Metric);

    private static (FindingVerdict, string)? Compare(PerformanceFacts claimed, PerformanceFacts assessed, decimal tolerance)
    {
        if (claimed.Value is { } says && assessed.Value is { } found)
        {
            if (claimed.Unit != assessed.Unit)
            {
                return (FindingVerdict.Undecided, $"{Metric(claimed)} is claimed in {claimed.Unit} and was assessed in {assessed.Unit}");
            }

            var stated = found > says
                ? claimed.UpperTolerance + assessed.LowerTolerance
                : claimed.LowerTolerance + assessed.UpperTolerance;
            if (Math.Abs(found - says) > Math.Abs(stated) + Math.Abs(says * tolerance))
            {
                var (claim, assessment) = ($"{Number(says)} {claimed.Unit}", $"{Number(found)} {assessed.Unit}");
                return (FindingVerdict.Failed, $"{Metric(claimed)} is claimed as {claim} and was assessed as {assessment}");
            }
        }

        return claimed.Score is { } score && assessed.Score is { } other && score != other
            ? (FindingVerdict.Failed, $"{Metric(claimed)} is claimed as {Id(score)} and was assessed as {Id(other)}")
            : null;
    }

    private static string Metric(PerformanceFacts performance) => Id(performance.Metric!);
}

using System.Globalization;
using Untp.Credentials.Chains;

namespace Gateway.Commands;

/// <summary>A report on a chain as a table: what it was judged by, then a line for each rule, one for each finding that counts.</summary>
internal static class ChainTable
{
    private const int Width = 25;

    public static void Write(Screen screen, string source, ChainReport report, ChainPolicy policy)
    {
        screen.Line($"chain of {PlainText.Of(source)}");
        screen.Line($"  {"policy",-Width}  {PlainText.Of(policy.Name)} {PlainText.Of(policy.Version)}");
        var anchors = policy.TrustAnchors.Count == 0 ? "none" : string.Join(", ", policy.TrustAnchors);
        screen.Line($"  {"trust anchors",-Width}  {PlainText.Of(anchors)}");
        screen.Line($"  {"as of",-Width}  {report.AsOf.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}");
        screen.Line($"  {"looked at",-Width}  {report.Usage.Credentials} credentials, {report.Usage.Fetches} documents fetched");
        screen.Line();
        foreach (var rule in policy.Rules.Append(ChainRuleNames.CredentialVerified).Append(ChainRuleNames.Discovery))
        {
            WriteRule(screen, rule, [.. report.Findings.Where(f => f.Rule == rule)]);
        }

        foreach (var unused in report.NotReached)
        {
            screen.Row("", Width, "not reached", PlainText.Of(unused));
        }

        screen.Line();
        screen.Verdict(report.Verdict switch
        {
            FindingVerdict.Passed => "verified",
            FindingVerdict.Failed => "not verified",
            _ => "undecided",
        });
    }

    /// <summary>What failed or is open is told finding by finding, what passed is counted.</summary>
    private static void WriteRule(Screen screen, string rule, IReadOnlyList<Finding> findings)
    {
        var name = rule;
        foreach (var verdict in (FindingVerdict[])[FindingVerdict.Failed, FindingVerdict.Undecided])
        {
            foreach (var finding in findings.Where(f => f.Verdict == verdict))
            {
                screen.Row(name, Width, verdict == FindingVerdict.Failed ? "failed" : "undecided", PlainText.Of(finding.Sentence));
                foreach (var place in finding.RestsOn)
                {
                    var at = place.Pointer.Length == 0 ? "" : $" at {PlainText.Of(place.Pointer)}";
                    screen.More(Width, $"in {PlainText.Of(place.Credential)}{at}");
                }

                name = "";
            }
        }

        var passed = findings.Count(f => f.Verdict == FindingVerdict.Passed);
        if (passed > 0)
        {
            screen.Row(name, Width, "passed", passed == 1 ? "1 finding" : $"{passed} findings");
        }
        else if (name.Length > 0 && rule is not (ChainRuleNames.Discovery or ChainRuleNames.CredentialVerified))
        {
            screen.Row(name, Width, "not applicable");
        }
    }
}

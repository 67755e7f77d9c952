using Untp.Credentials;

namespace Gateway.Commands;

/// <summary>A report as a table: what the credential says it is, then a line for each check and what it found.</summary>
internal static class ReportTable
{
    private const int Width = 9;

    /// <summary>Of a signed credential.</summary>
    public static void Write(Screen screen, string source, Credential credential, VerificationReport report)
    {
        WriteHead(screen, source, credential);
        WriteChecks(screen, report);
        screen.Verdict(report.IsVerified ? "verified" : report.IsUndecided ? "undecided" : "not verified");
    }

    /// <summary>Of an unsigned draft, or one that was refused.</summary>
    public static void WriteDraft(Screen screen, string source, Credential credential, VerificationReport report, bool isValid)
    {
        WriteHead(screen, source, credential);
        WriteChecks(screen, report);
        screen.Verdict(isValid ? "valid" : "not valid");
    }

    private static void WriteHead(Screen screen, string source, Credential credential)
    {
        screen.Line(PlainText.Of(source));
        screen.Line($"  {"id",-Width}  {PlainText.Of(credential.Id)}");
        screen.Line($"  {"type",-Width}  {PlainText.Of(string.Join(", ", credential.Types))}");
        screen.Line($"  {"issuer",-Width}  {PlainText.Of(credential.Issuer)}");
        screen.Line();
    }

    private static void WriteChecks(Screen screen, VerificationReport report)
    {
        foreach (var check in report.Checks)
        {
            screen.Row(check.Check, Width, Screen.Word(check.Verdict), check.Problems.Count == 0 ? null : Describe(check.Problems[0]));
            foreach (var problem in check.Problems.Skip(1))
            {
                screen.More(Width, Describe(problem));
            }
        }

        foreach (var warning in report.Warnings)
        {
            screen.Row("", Width, "warning", Describe(warning));
        }

        screen.Line();
    }

    private static string Describe(Problem problem) =>
        PlainText.Of(problem.Detail) + (string.IsNullOrEmpty(problem.Pointer) ? "" : $" (at {PlainText.Of(problem.Pointer)})");
}

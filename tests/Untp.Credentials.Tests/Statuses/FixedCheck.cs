namespace Untp.Credentials.Tests.Statuses;

/// <summary>A check that always finds the same, and counts how often it was asked.</summary>
internal sealed class FixedCheck(string name, Verdict verdict) : ICheck
{
    public string Name => name;

    public Verdict Verdict { get; set; } = verdict;

    public int Runs { get; private set; }

    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        Runs++;
        IReadOnlyList<Problem> problems =
            Verdict is Verdict.Failed or Verdict.Undecided ? [new Problem(ProblemTypes.CryptographicSecurity, "", "because")] : [];
        return ValueTask.FromResult(new CheckResult(name, Verdict, problems, []));
    }
}

namespace Untp.Credentials.Statuses;

/// <summary>What was found about the status entries of one credential.</summary>
internal sealed class StatusFindings
{
    private readonly List<Problem> _problems = [];
    private readonly List<Problem> _warnings = [];
    private bool _hasFailed;

    public void Fail(Problem problem)
    {
        _hasFailed = true;
        _problems.Add(problem);
    }

    public void Leave(Problem problem) => _problems.Add(problem);

    public void Warn(string type, string title, string detail, string pointer) => _warnings.Add(new Problem(type, title, detail, pointer));

    /// <summary>Failed outweighs undecided: a set bit stays set, whatever another list would say.</summary>
    public CheckResult ToResult() => new(
        CheckNames.Status,
        _hasFailed ? Verdict.Failed : _problems.Count > 0 ? Verdict.Undecided : Verdict.Passed,
        _problems,
        _warnings);
}

using System.Collections.Frozen;

namespace Untp.Credentials;

/// <summary>What one check found.</summary>
/// <param name="Check">The check's name, one of <see cref="CheckNames"/>.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="Problems">Why it failed or could not be decided; empty otherwise.</param>
/// <param name="Warnings">What was let pass and should be known; any verdict may carry some.</param>
public sealed record CheckResult(string Check, Verdict Verdict, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Warnings)
{
    /// <summary>What most checks of most credentials find, made once: an audit keeps the reports of thousands.</summary>
    private static readonly FrozenDictionary<string, CheckResult> s_passed = Known(Verdict.Passed);
    private static readonly FrozenDictionary<string, CheckResult> s_skipped = Known(Verdict.Skipped);

    /// <summary>Of the check <c>proof</c>: what was found of each proof that the credential carries, in their order.</summary>
    public IReadOnlyList<ProofResult> Proofs { get; init; } = [];

    /// <summary>Nothing wrong.</summary>
    public static CheckResult Passed(string check) =>
        s_passed.GetValueOrDefault(check) ?? new CheckResult(check, Verdict.Passed, [], []);

    /// <summary>Did not run.</summary>
    public static CheckResult Skipped(string check) =>
        s_skipped.GetValueOrDefault(check) ?? new CheckResult(check, Verdict.Skipped, [], []);

    /// <summary>One fault.</summary>
    public static CheckResult Failed(string check, params IReadOnlyList<Problem> problems) => new(check, Verdict.Failed, problems, []);

    /// <summary>Could not be decided.</summary>
    public static CheckResult Undecided(string check, Problem problem) => new(check, Verdict.Undecided, [problem], []);

    /// <summary>Passed when there are no problems, else failed.</summary>
    public static CheckResult From(string check, IReadOnlyList<Problem>? problems, IReadOnlyList<Problem>? warnings) =>
        problems is { Count: > 0 } ? new CheckResult(check, Verdict.Failed, problems, warnings ?? [])
        : warnings is { Count: > 0 } ? new CheckResult(check, Verdict.Passed, [], warnings)
        : Passed(check);

    private static FrozenDictionary<string, CheckResult> Known(Verdict verdict) =>
        VerificationProfile.Untp.Checks.ToFrozenDictionary(name => name, name => new CheckResult(name, verdict, [], []));
}

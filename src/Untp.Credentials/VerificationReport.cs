namespace Untp.Credentials;

/// <summary>What every check found about one credential; made by <see cref="CredentialVerifier"/>.</summary>
/// <param name="Checks">One result a check, in the order in which they are listed, whether they ran or not.</param>
public sealed record VerificationReport(IReadOnlyList<CheckResult> Checks)
{
    /// <summary>True only when the proof passed and every check that applies ran and passed.</summary>
    public bool IsVerified { get; init; }

    /// <summary>True when nothing failed, and something could not be decided: trying again may help.</summary>
    public bool IsUndecided =>
        !IsVerified && Checks.Any(c => c.Verdict == Verdict.Undecided) && Checks.All(c => c.Verdict != Verdict.Failed);

    /// <summary>What was let pass and should be known.</summary>
    public IEnumerable<Problem> Warnings => Checks.SelectMany(c => c.Warnings);

    /// <summary>What was found of each proof that the credential carries; empty when the check <c>proof</c> did not run.</summary>
    public IEnumerable<ProofResult> Proofs => Checks.SelectMany(c => c.Proofs);

    /// <summary>The result of the check of that name (one of <see cref="CheckNames"/>).</summary>
    public CheckResult this[string check]
    {
        get
        {
            for (var i = 0; i < Checks.Count; i++)
            {
                if (Checks[i].Check == check)
                {
                    return Checks[i];
                }
            }

            throw new ArgumentException($"there is no check {check}", nameof(check));
        }
    }
}

namespace Untp.Credentials;

/// <summary>What a check found.</summary>
public enum Verdict
{
    /// <summary>The check ran and found nothing wrong.</summary>
    Passed,

    /// <summary>The check ran and found a fault: trying again will not help.</summary>
    Failed,

    /// <summary>The check could not be made (a DID document or a status list could not be fetched): trying again may help.</summary>
    Undecided,

    /// <summary>The check did not run: it was not asked for, it does not apply, or one that it builds on did not pass.</summary>
    Skipped,
}

namespace Untp.Credentials.Statuses;

/// <summary>The purposes that Bitstring Status List 1.0 clause 2.2 defines.</summary>
public static class StatusPurposes
{
    /// <summary>The credential is no longer valid, for good.</summary>
    public const string Revocation = "revocation";

    /// <summary>The credential is not valid for the time being.</summary>
    public const string Suspension = "suspension";

    /// <summary>A newer credential is to be had; this one stays valid.</summary>
    public const string Refresh = "refresh";

    /// <summary>Something is said about the credential; it stays valid.</summary>
    public const string Message = "message";
}

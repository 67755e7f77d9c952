using Untp.Credentials;

namespace Gateway.Commands;

/// <summary>How the auditors' commands end; scripts rely on it.</summary>
internal static class AuditorExit
{
    public const int Verified = 0;
    public const int NotVerified = 1;

    /// <summary>Nothing failed, and something could not be looked at: trying again may help.</summary>
    public const int Undecided = 2;

    /// <summary>Nothing was looked at: the command line, a file or what stands in it cannot be read.</summary>
    public const int Unreadable = 3;

    public static int Of(VerificationReport report) => report.IsVerified ? Verified : report.IsUndecided ? Undecided : NotVerified;
}

/// <summary>Why a command ends before it has looked at anything; the message is for the person who gave it.</summary>
internal sealed class AuditorFaultException(string message, int exit = AuditorExit.Unreadable) : Exception(message)
{
    public int Exit { get; } = exit;
}

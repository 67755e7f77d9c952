namespace Untp.Credentials.Chains;

/// <summary>How far an audit is.</summary>
/// <param name="Found">Credentials found so far, each once.</param>
/// <param name="Fetched">Documents fetched from other hosts.</param>
/// <param name="Verified">Credentials whose checks have run.</param>
/// <param name="Remaining">Credentials found whose checks have not run.</param>
public sealed record ChainProgress(int Found, int Fetched, int Verified, int Remaining);

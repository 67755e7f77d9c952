namespace Untp.Credentials.Presentations;

/// <summary>What was found about a presentation, and about each of its credentials; made by <see cref="PresentationVerifier"/>.</summary>
/// <param name="Own">What its own checks found: data model, contexts, proof.</param>
/// <param name="Holder">Whose it is shown to be: the DID whose key for authentication signed it; null when that is not shown.</param>
/// <param name="Credentials">One for each credential, in their order.</param>
public sealed record PresentationReport(VerificationReport Own, string? Holder, IReadOnlyList<PresentedReport> Credentials)
{
    /// <summary>True only when the presentation and every credential in it hold.</summary>
    public bool IsVerified => Own.IsVerified && Credentials.All(c => c.Report.IsVerified);

    /// <summary>True when nothing failed, and something could not be decided: trying again may help.</summary>
    public bool IsUndecided =>
        !IsVerified && Credentials.Select(c => c.Report).Prepend(Own).All(report => report.IsVerified || report.IsUndecided);
}

/// <summary>What was found about one credential of a presentation.</summary>
/// <param name="Pointer">Where it stands (RFC 6901).</param>
/// <param name="Id">Its id; null when it has none or cannot be read.</param>
/// <param name="Issuer">Its issuer, likewise.</param>
/// <param name="IsIssuedByHolder">Whether the holder shown issued it.</param>
/// <param name="IsAboutHolder">Whether the holder shown is its subject, or one of several.</param>
/// <param name="Report">What its checks found.</param>
public sealed record PresentedReport(
    string Pointer, string? Id, string? Issuer, bool IsIssuedByHolder, bool IsAboutHolder, VerificationReport Report);

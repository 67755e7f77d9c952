using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains;

/// <summary>
/// Verifies a whole chain: from a credential or a thing, along what is known of it, to the issuers, their identity anchors and
/// accreditations, up to trust anchors; then applies the policy's rules. Safe to share; one for the whole process.
/// </summary>
public sealed class ChainVerifier
{
    private readonly CredentialVerifier _verifier;
    private readonly DidResolver _dids;
    private readonly ChainCache _cache;
    private readonly TimeProvider _time;

    /// <summary>A verifier of chains.</summary>
    /// <param name="verifier">Verifies each credential.</param>
    /// <param name="dids">Finds the services of issuers, and whether their documents point back at their anchors.</param>
    /// <param name="cache">What earlier audits found.</param>
    /// <param name="time">When now is.</param>
    public ChainVerifier(CredentialVerifier verifier, DidResolver dids, ChainCache cache, TimeProvider time)
    {
        _verifier = verifier;
        _dids = dids;
        _cache = cache;
        _time = time;
    }

    /// <summary>Audits a chain. What credentials and other hosts do never throws: it is in the findings.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="kept">The credentials kept here that the caller may see; null for none.</param>
    /// <param name="fetcher">
    /// The caller's way out: for DID documents and status lists always, for credentials and link sets when the request says so.
    /// </param>
    /// <param name="progress">Told from time to time, from whichever thread is at work; may be null.</param>
    /// <param name="cancellationToken">Ends the audit without a report.</param>
    /// <exception cref="ArgumentException">The request names a rule that there is not, or starts nowhere.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<ChainReport> VerifyAsync(
        ChainRequest request,
        IKeptCredentials? kept,
        IDocumentFetcher fetcher,
        IProgress<ChainProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = (_verifier, _dids, _cache, _time);
        throw new NotSupportedException("the chain verifier is being written");
    }
}

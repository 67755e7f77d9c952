namespace Untp.Credentials;

/// <summary>
/// The documents that the host itself publishes: DID documents under its own address, and its status lists. Asked before any cache and
/// before anything is fetched; what it gives is not kept, so that a change takes effect at once.
/// </summary>
public interface ILocalDocuments
{
    /// <summary>
    /// The document, or that there is none, of an id that is the host's own; null for all others, which are looked for elsewhere. Never
    /// throws for what the id holds.
    /// </summary>
    /// <param name="id">A DID, for a DID document; else the URL, as written.</param>
    /// <param name="kind">What kind of document is wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<FetchResult?> FindAsync(string id, DocumentKind kind, CancellationToken cancellationToken);
}

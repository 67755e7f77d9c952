using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>Finds what is kept by its id and by what it is about; by index, never by scan.</summary>
internal interface IChainStore
{
    /// <summary>
    /// What the tenant sent or was sent to its inbox, and what is public, each once, newest first; nothing else, whatever is sought.
    /// </summary>
    Task<IReadOnlyList<FoundCredential>> FindAsync(
        string tenantId, IReadOnlyCollection<Sought> sought, int limit, CancellationToken cancellationToken);
}

/// <param name="Id">The gateway's id.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="MediaType">Its media type.</param>
internal sealed record FoundCredential(string Id, byte[] Digest, string MediaType);

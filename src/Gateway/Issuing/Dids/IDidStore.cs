namespace Gateway.Issuing;

/// <summary>Keeps tenants' DIDs, their keys and every document that they ever had.</summary>
internal interface IDidStore
{
    /// <summary>Adds a DID with its first document, and the event, in one transaction.</summary>
    Task<AddDidOutcome> AddAsync(ManagedDid did, byte[] document, DidEvent told, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a DID, whose version is one more than the one that was read: its profile, the state of its keys, new keys, its document.
    /// A key that signs no more loses its private half.
    /// </summary>
    Task<ChangeDidOutcome> ChangeAsync(ManagedDid did, byte[] document, DidEvent told, CancellationToken cancellationToken);

    /// <summary>A tenant's DID; null when the tenant has none of that name, whoever else has.</summary>
    Task<ManagedDid?> FindAsync(string tenantId, string did, CancellationToken cancellationToken);

    /// <summary>A tenant's DIDs, oldest first.</summary>
    Task<IReadOnlyList<ManagedDid>> ListAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>A document of a DID that the gateway serves; null when there is none.</summary>
    /// <param name="did">The DID.</param>
    /// <param name="version">Which; null for the latest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<DidVersion?> FindDocumentAsync(string did, int? version, CancellationToken cancellationToken);
}

/// <summary>What became of a DID to be added.</summary>
internal enum AddDidOutcome
{
    Added,

    /// <summary>The DID is there already, this tenant's or another's.</summary>
    Taken,

    /// <summary>The master key was rotated meanwhile: make the keys again.</summary>
    MasterKeyReplaced,
}

/// <summary>What became of a change.</summary>
internal enum ChangeDidOutcome
{
    Changed,

    /// <summary>Somebody else has changed it since it was read.</summary>
    Outdated,

    /// <inheritdoc cref="AddDidOutcome.MasterKeyReplaced"/>
    MasterKeyReplaced,
}

/// <summary>One of the documents that a DID has had.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Bytes">The document.</param>
/// <param name="MadeAt">When it came to be.</param>
/// <param name="CreatedAt">When the DID did.</param>
internal sealed record DidVersion(int Version, byte[] Bytes, DateTimeOffset MadeAt, DateTimeOffset CreatedAt);

/// <summary>What the event log says of a change.</summary>
/// <param name="Kind">Such as <c>key.rotated</c>.</param>
/// <param name="By">The id of the API key that asked for it; null for the gateway itself.</param>
/// <param name="KeyId">The key that it is about.</param>
/// <param name="Reason">Why, as the caller says it.</param>
/// <param name="At">When.</param>
internal sealed record DidEvent(string Kind, string? By, string? KeyId, string? Reason, DateTimeOffset At);

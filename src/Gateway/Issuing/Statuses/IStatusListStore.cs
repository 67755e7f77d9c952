namespace Gateway.Issuing;

/// <summary>
/// Keeps the status lists that the gateway publishes: which entries are handed out, which are set, and each list as last signed.
/// </summary>
internal interface IStatusListStore
{
    /// <summary>
    /// Hands out an entry of the issuer's list of each purpose, at random, and never one that was handed out before; opens a list where
    /// there is none, and the next where one is full. Kept when it answers; requests that come together share a transaction.
    /// </summary>
    Task<IReadOnlyList<StatusSlot>> TakeAsync(StatusRequest request, CancellationToken cancellationToken);

    /// <summary>A list; null when there is none of that id.</summary>
    Task<StatusListState?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The list as it was last signed; null when it never was.</summary>
    Task<byte[]?> FindTokenAsync(string id, CancellationToken cancellationToken);

    /// <summary>The entries of a list that are set, and the version of which they are.</summary>
    Task<StatusBits> ReadBitsAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keeps a list as signed, unless a later one is kept already.</summary>
    Task SaveTokenAsync(string id, SignedList signed, CancellationToken cancellationToken);

    /// <summary>Sets or clears a credential's entries, with the event, and has its status looked at anew; one transaction.</summary>
    Task<StatusOutcome> SetAsync(StatusChange change, CancellationToken cancellationToken);
}

/// <summary>What a status list is for (Bitstring Status List 1.0 clause 2.2).</summary>
internal enum StatusPurpose
{
    /// <summary>Never to be undone.</summary>
    Revocation,

    Suspension,

    Refresh,

    Message,
}

/// <summary>Entries that are wanted for a credential.</summary>
/// <param name="TenantId">Whose.</param>
/// <param name="Issuer">The credential's issuer, who signs the lists too.</param>
/// <param name="CredentialId">The credential's id, by which its status is changed later.</param>
/// <param name="Purposes">One entry for each.</param>
/// <param name="Length">How many entries a list has that is opened for it.</param>
/// <param name="At">When.</param>
internal sealed record StatusRequest(
    string TenantId, string Issuer, string CredentialId, IReadOnlyList<StatusPurpose> Purposes, int Length, DateTimeOffset At);

/// <summary>An entry of a list.</summary>
internal sealed record StatusSlot(string ListId, int Entry);

/// <summary>A list as it is now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TenantId">Whose.</param>
/// <param name="Issuer">Who signs it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Length">How many entries it has.</param>
/// <param name="Version">Counts the changes of its entries.</param>
/// <param name="SigningKeyId">The key with which its issuer signs now; null when it has none.</param>
/// <param name="SignedVersion">The version that was last signed; null when it never was.</param>
/// <param name="SignedBy">By which key.</param>
/// <param name="SignedAt">When.</param>
internal sealed record StatusListState(
    string Id,
    string TenantId,
    string Issuer,
    StatusPurpose Purpose,
    int Length,
    int Version,
    string? SigningKeyId,
    int? SignedVersion,
    string? SignedBy,
    DateTimeOffset? SignedAt);

/// <summary>The entries of a list that are set.</summary>
internal sealed record StatusBits(int Version, IReadOnlyList<int> Set);

/// <summary>A list as signed.</summary>
internal sealed record SignedList(int Version, string KeyId, DateTimeOffset SignedAt, byte[] Token);

/// <summary>A change of a credential's status.</summary>
/// <param name="TenantId">Whose credential.</param>
/// <param name="CredentialId">Its id.</param>
/// <param name="Purpose">Which of its entries.</param>
/// <param name="Slot">That entry alone; null for all of the purpose.</param>
/// <param name="Value">Whether it is to be set.</param>
/// <param name="By">The id of the API key that asks for it.</param>
/// <param name="Reason">Why, as the caller says it.</param>
/// <param name="At">When.</param>
internal sealed record StatusChange(
    string TenantId,
    string CredentialId,
    StatusPurpose Purpose,
    StatusSlot? Slot,
    bool Value,
    string? By,
    string? Reason,
    DateTimeOffset At);

/// <summary>What became of a change of a status.</summary>
internal enum StatusOutcome
{
    Changed,

    /// <summary>It was so before.</summary>
    Unchanged,

    /// <summary>The tenant has handed out no such entry for the credential.</summary>
    NotFound,

    /// <summary>A revocation is not undone.</summary>
    Irreversible,
}

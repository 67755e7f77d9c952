namespace Gateway.Forwarding;

/// <summary>Keeps whom tenants may send to, and from whom they take.</summary>
internal interface IRecipientStore
{
    /// <summary>
    /// Registers a recipient, or changes how it is registered; one that said that it wants no more is sent to again. False when the tenant
    /// has as many as it may have.
    /// </summary>
    Task<bool> PutAsync(string tenantId, Recipient recipient, int most, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A tenant's recipient; null when it is not registered.</summary>
    Task<RegisteredRecipient?> FindAsync(string tenantId, string did, CancellationToken cancellationToken);

    /// <summary>A tenant's recipients, in the order in which they were registered.</summary>
    Task<RecipientPage> ListAsync(string tenantId, long? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Those to whom something may be sent by itself.</summary>
    Task<IReadOnlyList<Recipient>> ListRoutedAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Takes a recipient off the register; what is owed to it stays owed. False when it was not on it.</summary>
    Task<bool> DeleteAsync(string tenantId, string did, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Makes what was delivered to a recipient or given up since then due again, oldest first; null when nothing was ever owed to it.
    /// </summary>
    Task<Replay?> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken);

    /// <summary>A tenant's policy; the usual one when it has set none.</summary>
    Task<SharingPolicy> FindPolicyAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Sets it.</summary>
    Task SetPolicyAsync(string tenantId, SharingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What a recipient is sent.</summary>
internal enum Sending
{
    /// <summary>The credential.</summary>
    Credential,

    /// <summary>A notice of it, which the recipient follows.</summary>
    Notice,
}

/// <summary>Somebody whom a tenant may send to.</summary>
/// <param name="Did">Who.</param>
/// <param name="Filters">What is sent to it by itself.</param>
/// <param name="Sends">What it is sent.</param>
/// <param name="PerMinute">So many deliveries at most; null: as many as there are.</param>
internal sealed record Recipient(string Did, RecipientFilters Filters, Sending Sends, int? PerMinute);

/// <summary>
/// What is sent to a recipient by itself: what fits each of the lists that say something. Where all but the last are empty, nothing is.
/// </summary>
/// <param name="Types">Types of credentials.</param>
/// <param name="Issuers">Their issuers.</param>
/// <param name="ProductIdPrefixes">How an id that the credential is about begins.</param>
/// <param name="MediaTypes">The recipient's wish: of the forms in which a credential comes, these.</param>
internal sealed record RecipientFilters(
    IReadOnlyList<string> Types, IReadOnlyList<string> Issuers, IReadOnlyList<string> ProductIdPrefixes, IReadOnlyList<string> MediaTypes)
{
    public static RecipientFilters None { get; } = new([], [], [], []);

    /// <summary>Whether anything is.</summary>
    public bool Routes => Types.Count + Issuers.Count + ProductIdPrefixes.Count > 0;
}

/// <summary>A recipient as it is kept.</summary>
/// <param name="DisabledAt">Since when nothing is sent to it, because it said that it wants no more (410); null when it did not.</param>
internal sealed record RegisteredRecipient(Recipient Recipient, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt);

/// <param name="NextCursor">Where the next page starts; null on the last.</param>
internal sealed record RecipientPage(IReadOnlyList<RegisteredRecipient> Items, long? NextCursor);

/// <param name="Most">At most so many deliveries.</param>
/// <param name="NotBefore">A replay later than this one is too soon ago.</param>
internal sealed record ReplayRequest(
    string TenantId, string Did, DateTimeOffset Since, int Most, DateTimeOffset Now, DateTimeOffset NotBefore);

/// <summary>What a replay did.</summary>
/// <param name="Count">How many deliveries are due again.</param>
/// <param name="Last">When the last of them was made; those after it are for the next replay. Null when that was all.</param>
/// <param name="LastReplay">When there was one before, when that was too soon ago: then nothing was done.</param>
internal sealed record Replay(int Count, DateTimeOffset? Last, DateTimeOffset? LastReplay);

/// <summary>With whom a tenant exchanges credentials.</summary>
/// <param name="IsRegisteredOnly">Whether it sends to registered recipients alone; else to any DID.</param>
/// <param name="AcceptFrom">The DIDs from which it takes deliveries, or <see cref="Any"/>; none: from nobody.</param>
internal sealed record SharingPolicy(bool IsRegisteredOnly, IReadOnlyList<string> AcceptFrom)
{
    public const string Any = "any";

    public static SharingPolicy Usual { get; } = new(false, []);

    public bool AcceptsAnybody => AcceptFrom.Contains(Any, StringComparer.Ordinal);

    public bool Accepts(string did) => AcceptsAnybody || AcceptFrom.Contains(did, StringComparer.Ordinal);
}

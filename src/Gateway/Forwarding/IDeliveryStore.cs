namespace Gateway.Forwarding;

/// <summary>Keeps what is owed to recipients. Deliveries are made with their credential, by the slice that keeps credentials.</summary>
internal interface IDeliveryStore
{
    /// <summary>
    /// Takes deliveries that are due, as many as there is room for, longest due first of each recipient's, for the length of a lease:
    /// nobody else gets them until it ends.
    /// </summary>
    Task<IReadOnlyList<ClaimedDelivery>> ClaimDueAsync(
        DateTimeOffset now, TimeSpan lease, ClaimRoom room, CancellationToken cancellationToken);

    /// <summary>Prolongs the leases of deliveries that are still being tried; those that are no longer held are left.</summary>
    Task RenewAsync(IReadOnlyList<ClaimedDelivery> deliveries, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the outcome of an attempt, an event when it is given up or the recipient disabled, and makes the next ordered one due; does
    /// nothing
    /// (false) when the lease is no longer held.
    /// </summary>
    Task<bool> RecordAttemptAsync(ClaimedDelivery delivery, AttemptOutcome outcome, CancellationToken cancellationToken);

    /// <summary>When to look again: never later than something is due, and sometimes earlier. Null when nothing waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);

    /// <summary>A tenant's delivery with its latest attempts; null when there is none with that id.</summary>
    Task<DeliveryDetail?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a tenant's delivery due now, if it waits or was given up; a recipient that was disabled is no longer. Returns how it stands
    /// then; null when there is none with that id.
    /// </summary>
    Task<Delivery?> RetryAsync(string tenantId, string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The receipt of a tenant's delivery; null when there is none.</summary>
    Task<string?> FindReceiptAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>A tenant's deliveries that were given up, newest first.</summary>
    Task<DeliveryPage> ListDeadAsync(string tenantId, long? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>A tenant's deliveries of one credential (or of all when null), newest first.</summary>
    Task<DeliveryPage> ListAsync(string tenantId, string? credentialId, long? cursor, int limit, CancellationToken cancellationToken);
}

/// <summary>Where a delivery stands.</summary>
internal enum DeliveryState
{
    /// <summary>Not yet tried.</summary>
    Pending,

    /// <summary>Being tried now.</summary>
    Delivering,

    /// <summary>Tried, to be tried again.</summary>
    Waiting,

    /// <summary>The recipient answered 2xx.</summary>
    Delivered,

    /// <summary>Given up; tried again only when somebody asks for it.</summary>
    Dead,
}

/// <summary>A credential owed to a recipient.</summary>
/// <param name="Id">128 random bits as text; the <c>Webhook-Id</c> of every attempt.</param>
/// <param name="CredentialId">The gateway's id of the credential.</param>
/// <param name="Recipient">The recipient's DID.</param>
/// <param name="LastStatus">The last answer's status code; null when there was none.</param>
/// <param name="LastAnswer">The beginning of the last answer's body, or why there was none.</param>
internal sealed record Delivery(
    string Id,
    string CredentialId,
    string Recipient,
    DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? DeliveredAt,
    int? LastStatus,
    string? LastAnswer);

/// <summary>How many deliveries there is room for.</summary>
/// <param name="Total">In all.</param>
/// <param name="PerRecipient">To one recipient, those in flight included.</param>
/// <param name="InFlight">How many each recipient (its DID) has.</param>
internal sealed record ClaimRoom(int Total, int PerRecipient, IReadOnlyDictionary<string, int> InFlight)
{
    /// <summary>Room for so many, whoever they are for.</summary>
    public static ClaimRoom For(int total) => new(total, total, new Dictionary<string, int>());
}

/// <summary>A delivery in hand, with what is to be sent.</summary>
/// <param name="Lease">Tells this claim from a later one of the same delivery.</param>
/// <param name="Attempts">How many were made before this one.</param>
internal sealed record ClaimedDelivery(
    string Id,
    string Lease,
    string TenantId,
    string Recipient,
    int Attempts,
    string CredentialId,
    string MediaType,
    byte[] Digest,
    byte[] Bytes)
{
    /// <summary>Whether others wait for its end.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether the recipient has said that it wants no more.</summary>
    public bool IsRecipientDisabled { get; init; }

    /// <summary>Whether the recipient is to be told of the credential, rather than sent it.</summary>
    public bool IsNoticeWanted { get; init; }

    /// <summary>How often the credential's status has changed since it was delivered; if ever, that is what is owed now.</summary>
    public int News { get; init; }

    /// <summary>Whether what is sent is a notice.</summary>
    public bool IsOfNotice => News > 0 || IsNoticeWanted;

    /// <summary>Whether it was revoked when it was last looked at.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Whether the credential could not be read: there is nothing to send.</summary>
    public bool IsUnreadable { get; init; }
}

/// <param name="At">When the attempt ended.</param>
/// <param name="IsDelivered">Whether the recipient took it.</param>
/// <param name="RetryAt">When to try again; null when delivered, or given up.</param>
internal sealed record AttemptOutcome(DateTimeOffset At, bool IsDelivered, DateTimeOffset? RetryAt, int? Status, string? Answer)
{
    /// <summary>Whether there was an attempt at all; if not, none is counted.</summary>
    public bool WasMade { get; init; } = true;

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What the recipient signed for, verified; null when it did not.</summary>
    public TakenReceipt? Receipt { get; init; }

    /// <summary>Whether the recipient said that it wants no more.</summary>
    public bool IsDisabling => WasMade && Status == 410;

    public bool IsDead => !IsDelivered && RetryAt is null;

    /// <summary>Whether the recipient as a whole looks unwell: no answer, or one that would have been the same for anything sent.</summary>
    public bool IsRecipientUnwell => WasMade && !IsDelivered && (Status is null or 429 or >= 500);

    /// <summary>What was claimed and then not tried.</summary>
    public static AttemptOutcome NotMade(DateTimeOffset at, DateTimeOffset? retryAt, string answer) =>
        new(at, IsDelivered: false, retryAt, null, answer) { WasMade = false };
}

/// <param name="Token">The compact JWS.</param>
/// <param name="IsOfNotice">Whether it is of no more than a notice about what is held: it does not take the place of another.</param>
internal sealed record TakenReceipt(string Token, bool IsOfNotice = false);

/// <summary>A delivery and what was tried, the latest first.</summary>
internal sealed record DeliveryDetail(Delivery Delivery, IReadOnlyList<Attempt> Attempts);

/// <param name="Number">1 is the first.</param>
/// <param name="At">When it ended.</param>
/// <param name="Status">The answer's status; null when there was none.</param>
/// <param name="Answer">The beginning of the answer's body, or why there was none.</param>
internal sealed record Attempt(int Number, DateTimeOffset At, TimeSpan Duration, int? Status, string? Answer);

/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Where the next page starts; null on the last.</param>
internal sealed record DeliveryPage(IReadOnlyList<Delivery> Items, long? NextCursor);

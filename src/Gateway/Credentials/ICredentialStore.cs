using Gateway.Forwarding;
using Gateway.Hosting;

namespace Gateway.Credentials;

/// <summary>Keeps credentials. What it acknowledges survives the loss of the process and of power.</summary>
internal interface ICredentialStore
{
    /// <summary>
    /// One transaction: the credential, its index rows, a delivery per recipient, one event and, when asked, the answer to an
    /// Idempotency-Key. Returns after the commit.
    /// </summary>
    Task<AddResult> AddAsync(
        NewCredential credential, IReadOnlyList<string> recipients, AnswerToKeep? answer, CancellationToken cancellationToken);

    /// <summary>The credential with that id of the gateway's, whoever's it is; the caller decides who may see it.</summary>
    Task<StoredCredential?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the credential is owed to a DID of the tenant's: one that this gateway serves, a did:key, or one whose own document has
    /// shown that it is the tenant's.
    /// </summary>
    Task<bool> IsSentToAsync(string id, string tenantId, CancellationToken cancellationToken);

    /// <summary>The gateway's id of what the tenant holds of that issuer under that id of the credential's own; null for nothing.</summary>
    Task<string?> FindIdentityAsync(string tenantId, string issuer, string credentialId, CancellationToken cancellationToken);

    /// <summary>A tenant's credentials, newest first.</summary>
    Task<CredentialPage> ListAsync(CredentialQuery query, CancellationToken cancellationToken);

    /// <summary>Credentials with a status entry whose status was last looked at before that time, longest ago first.</summary>
    Task<IReadOnlyList<StoredCredential>> ListStatusDueAsync(DateTimeOffset lookedAtBefore, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what a look at a credential's status found; a null <paramref name="isRevoked"/> means that it could not be seen, and leaves
    /// what an earlier look saw. Does nothing for a look earlier than the last, or a credential that names no status list.
    /// </summary>
    Task SetStatusAsync(string id, bool? isRevoked, DateTimeOffset lookedAt, CancellationToken cancellationToken);
}

/// <summary>Who may read a credential.</summary>
internal enum Access
{
    /// <summary>The sender's tenant and the recipients.</summary>
    Recipients,

    /// <summary>Anybody who knows its id or the id of its product.</summary>
    Public,
}

/// <summary>A credential to keep.</summary>
/// <param name="Id">The gateway's id for it: 128 random bits as text.</param>
/// <param name="TenantId">The sender.</param>
/// <param name="Issuer">The issuer's DID.</param>
/// <param name="CredentialId">The credential's own <c>id</c>.</param>
/// <param name="Bytes">What was received.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Digest">SHA-256 of <paramref name="Bytes"/>.</param>
/// <param name="ClaimsDigest">SHA-256 over the claims in canonical form, without the proof: equal for two forms of the same claims.</param>
/// <param name="Access">Who may read it.</param>
/// <param name="Types">Its types.</param>
/// <param name="About">What it is about.</param>
/// <param name="ValidFrom">Start of validity.</param>
/// <param name="ValidUntil">End of validity.</param>
/// <param name="HasStatus">Whether it names a status list, so that its status is looked at again.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="IsOrdered">Whether each recipient is to get it after the tenant's ordered ones before it.</param>
internal sealed record NewCredential(
    string Id,
    string TenantId,
    string Issuer,
    string? CredentialId,
    ReadOnlyMemory<byte> Bytes,
    string MediaType,
    byte[] Digest,
    byte[] ClaimsDigest,
    Access Access,
    IReadOnlyList<string> Types,
    IReadOnlyList<AboutEntry> About,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    bool HasStatus,
    DateTimeOffset ReceivedAt,
    bool IsOrdered = false);

/// <summary>An id that a credential is about.</summary>
/// <param name="Id">A product's or facility's URI, as written in the credential.</param>
/// <param name="IsPassport">Whether the credential is a product passport and this is its product.</param>
internal sealed record AboutEntry(string Id, bool IsPassport);

/// <summary>What became of an <see cref="ICredentialStore.AddAsync"/>.</summary>
internal enum AddOutcome
{
    /// <summary>Kept: new, or a further form of claims already held.</summary>
    Added,

    /// <summary>The tenant holds these bytes already; new recipients were added.</summary>
    AlreadyHeld,

    /// <summary>The tenant holds other claims of the same issuer under the same id: nothing was kept.</summary>
    Conflict,

    /// <summary>
    /// Another request with the same Idempotency-Key was answered first: nothing was kept, <see cref="AddResult.Answer"/> is its
    /// answer.
    /// </summary>
    AnsweredBefore,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Id">
/// The gateway's id of the credential that is held (the conflicting one for a conflict); empty for <see cref="AddOutcome.AnsweredBefore"/>.
/// </param>
/// <param name="Deliveries">All deliveries of that credential in the order they were made; empty for a conflict.</param>
/// <param name="Answer">The earlier answer, for <see cref="AddOutcome.AnsweredBefore"/>.</param>
internal sealed record AddResult(AddOutcome Outcome, string Id, IReadOnlyList<Delivery> Deliveries, KeptAnswer? Answer = null);

/// <summary>An Idempotency-Key, and how to make the answer to keep for it out of what became of the request.</summary>
internal sealed record AnswerToKeep(IdempotencyKey Key, Func<AddResult, KeptAnswer> Render);

/// <summary>A credential as kept.</summary>
internal sealed record StoredCredential(
    string Id,
    string TenantId,
    string Issuer,
    string MediaType,
    Access Access,
    byte[] Digest,
    byte[] Bytes);

/// <summary>A question for a tenant's credentials; null members do not narrow it.</summary>
/// <param name="TenantId">Whose.</param>
/// <param name="Cursor">The last page's <see cref="CredentialPage.NextCursor"/>; opaque.</param>
/// <param name="Limit">At most this many.</param>
internal sealed record CredentialQuery(string TenantId, string? Issuer, string? Type, string? About, long? Cursor, int Limit);

/// <param name="Items">Newest first; where more than one member narrows the query, a page may be short or empty and not the last.</param>
/// <param name="NextCursor">Where the next page starts; null on the last.</param>
internal sealed record CredentialPage(IReadOnlyList<CredentialSummary> Items, long? NextCursor);

/// <summary>A credential in a list.</summary>
internal sealed record CredentialSummary(
    string Id,
    string Issuer,
    string? CredentialId,
    IReadOnlyList<string> Types,
    string MediaType,
    Access Access,
    byte[] Digest,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    DateTimeOffset ReceivedAt);

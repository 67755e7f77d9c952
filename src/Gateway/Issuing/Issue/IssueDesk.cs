using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>The life of <c>POST /credentials/issue</c>: fill in, check all of it, hand out status entries, sign, and keep when asked to.</summary>
internal sealed class IssueDesk(
    DraftChecks checks,
    Signers signers,
    IDidStore dids,
    ITenantStore tenants,
    IStatusListStore statuses,
    StatusLists lists,
    CredentialIntake intake,
    IOptions<IssuingOptions> options,
    TimeProvider time,
    ILogger<IssueDesk> logger)
{
    private bool IsW3c => options.Value.Profile == "w3c";

    /// <summary>Issues what is asked for.</summary>
    /// <param name="request">The draft, and what is asked of it.</param>
    /// <param name="order">Who asks, and what is to become of the credential.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Settled> IssueAsync(IssueRequest request, IssueOrder order, CancellationToken cancellationToken)
    {
        var form = Securing.FormOf(request.Wish.Mechanism);
        var named = Draft.ReadIssuer(request.Credential);
        var (signer, isTenants) = named is null ? (null, false) : await signers.FindAsync(order.TenantId, named, form, cancellationToken);
        var replacement = IsW3c && !isTenants ? await FirstIssuerAsync(order.TenantId, cancellationToken) : null;
        if (replacement is not null)
        {
            (signer, isTenants) = await signers.FindAsync(order.TenantId, replacement, form, cancellationToken);
        }

        var draft = Draft.Make(request.Credential, await DefaultsAsync(request, order, replacement, cancellationToken));
        var found = new IssuerFinding(isTenants, signer is not null);
        return await checks.FindFaultsAsync(draft, request.Wish, order.TenantId, found, IsW3c, cancellationToken) is { } refused
            ? new Settled(ReceivedAnswers.Refused(refused), Memory.ToKeep)
            : await SignAsync(draft, request.Wish.Mechanism, order, signer!, cancellationToken);
    }

    private async Task<Settled> SignAsync(
        Draft draft, SecuringMechanism mechanism, IssueOrder order, ISigner signer, CancellationToken cancellationToken)
    {
        var purposes = draft.Purposes.OfType<StatusPurpose>().ToList();
        var wanted = new StatusRequest(
            order.TenantId, draft.Issuer!, draft.Id!, purposes, options.Value.StatusListLength, time.GetUtcNow());
        var slots = purposes.Count == 0 ? [] : await statuses.TakeAsync(wanted, cancellationToken);
        var secured = await Securing.SecureAsync(mechanism, draft.Compose(slots, lists.UrlOf), signer, cancellationToken);
        logger.CredentialIssued(order.TenantId, draft.Issuer!, signer.VerificationMethod);
        if (order.Publication is not { } publication)
        {
            return new Settled(order.Write(secured), Memory.ToKeep);
        }

        var submission = new Submission(
            order.TenantId, secured, MediaTypes.VcJwt, publication.Access, publication.Recipients, order.Key);
        return await intake.ReceiveAsync(submission, kept => order.Write(secured) with { Location = kept.Location }, cancellationToken);
    }

    private async Task<DraftDefaults> DefaultsAsync(
        IssueRequest request, IssueOrder order, string? replacement, CancellationToken cancellationToken)
    {
        var hasNoName = request.Credential.TryGetProperty("issuer", out var issuer)
            && issuer.ValueKind == System.Text.Json.JsonValueKind.Object
            && !issuer.TryGetProperty("name", out _);
        var name = hasNoName ? (await tenants.FindTenantAsync(order.TenantId, cancellationToken))?.Name : null;
        var id = request.Wish.CredentialId ?? "urn:uuid:" + Guid.NewGuid();
        return new DraftDefaults(id, time.GetUtcNow(), replacement, name, request.Wish.AddsStatus);
    }

    private async Task<string?> FirstIssuerAsync(string tenantId, CancellationToken cancellationToken) =>
        (await dids.ListAsync(tenantId, cancellationToken)).FirstOrDefault(did => did.SigningKey is not null)?.Did;
}

/// <summary>Who asks, and what is to become of the credential.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Publication">How it is to be kept; null when it is not.</param>
/// <param name="Key">The request's Idempotency-Key.</param>
/// <param name="Write">Writes the answer of a secured credential.</param>
internal sealed record IssueOrder(string TenantId, Publication? Publication, IdempotencyKey? Key, Func<byte[], Answer> Write);

/// <summary>How a credential is kept: who may read it, and who is sent it.</summary>
internal sealed record Publication(Access Access, IReadOnlyList<string> Recipients);

/// <summary>Whether the issuer is one of the tenant's DIDs, and has a key that signs.</summary>
internal readonly record struct IssuerFinding(bool IsTenants, bool Signs);

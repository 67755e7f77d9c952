using Gateway.Credentials;
using Gateway.Forwarding;
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
    Securing securing,
    CredentialIntake intake,
    Sharing sharing,
    IOptions<IssuingOptions> options,
    TimeProvider time,
    ILogger<IssueDesk> logger)
{
    private bool IsW3c => options.Value.IsW3c;

    /// <summary>Issues what is asked for.</summary>
    /// <param name="request">The draft, and what is asked of it.</param>
    /// <param name="order">Who asks, and what is to become of the credential.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Settled> IssueAsync(IssueRequest request, IssueOrder order, CancellationToken cancellationToken)
    {
        var form = Securing.FormOf(request.Wish.Mechanism);
        var named = Draft.ReadIssuer(request.Credential);
        var (signer, isTenants) = named is null ? (null, false) : await signers.FindAsync(order.TenantId, named, form, cancellationToken);
        var replacement = IsW3c && !isTenants && IsUrl(named) ? await FirstIssuerAsync(order.TenantId, cancellationToken) : null;
        if (replacement is not null)
        {
            (signer, isTenants) = await signers.FindAsync(order.TenantId, replacement, form, cancellationToken);
        }

        var defaults = await DefaultsAsync(request, order, replacement, cancellationToken);
        var draft = Draft.Make(request.Credential, request.Body, defaults, request.HasAddedEntry);
        var found = new IssuerFinding(isTenants, signer is not null, signer is null || Securing.Takes(request.Wish.Mechanism, signer));
        return await checks.FindFaultsAsync(draft, request.Wish, order.TenantId, found, IsW3c, cancellationToken) is { } refused
            ? new Settled(ReceivedAnswers.Refused(refused), Memory.ToKeep)
            : order.Publication is { } publication
                && await sharing.FindFaultAsync(order.TenantId, publication.Recipients, cancellationToken) is { } fault
            ? new Settled(fault, Memory.None)
            : await SignAsync(draft, request.Wish, order, signer!, cancellationToken);
    }

    private async Task<Settled> SignAsync(
        Draft draft, IssueWish wish, IssueOrder order, ISigner signer, CancellationToken cancellationToken)
    {
        var purposes = draft.Status.Purposes.OfType<StatusPurpose>().ToList();
        var wanted = new StatusRequest(
            order.TenantId, draft.Issuer!, draft.Id!, purposes, options.Value.StatusListLength, time.GetUtcNow());
        var slots = purposes.Count == 0 ? [] : await statuses.TakeAsync(wanted, cancellationToken);
        byte[] secured;
        try
        {
            secured = await securing.SecureAsync(wish, draft.Compose(slots, lists.UrlOf), signer, cancellationToken);
        }
        catch (ArgumentException fault) when (wish.Mechanism != SecuringMechanism.VcJwt)
        {
            // a proof that is to be built on is not there, or the draft has no canonical form
            return new Settled(Problems.Unprocessable(ProblemCodes.NotVerified, $"no proof can be made: {fault.Message}"), Memory.ToKeep);
        }

        var level = order.IsOfBatch ? LogLevel.Debug : LogLevel.Information;
        logger.CredentialIssued(level, order.TenantId, draft.Issuer!, signer.VerificationMethod);
        return await FinishAsync(wish.Mechanism, secured, order, cancellationToken);
    }

    /// <summary>Answers, and before it keeps it as one that was received.</summary>
    private async Task<Settled> FinishAsync(
        SecuringMechanism mechanism, byte[] secured, IssueOrder order, CancellationToken cancellationToken)
    {
        var answer = IssuedText.Write(mechanism, secured, order.IsBare);
        if (order.Publication is not { } publication)
        {
            return new Settled(answer, Memory.ToKeep);
        }

        var submission = new Submission(
            order.TenantId,
            secured,
            Securing.MediaTypeOf(mechanism),
            publication.Access,
            publication.Recipients,
            order.Key,
            publication.IsOrdered);
        return await intake.ReceiveAsync(submission, kept => answer with { Location = kept.Location }, cancellationToken);
    }

    private async Task<DraftDefaults> DefaultsAsync(
        IssueRequest request, IssueOrder order, string? replacement, CancellationToken cancellationToken)
    {
        // nothing is added to what a proof of the draft's covers already
        var hasNoName = !request.Credential.TryGetProperty("proof", out _)
            && request.Credential.TryGetProperty("issuer", out var issuer)
            && issuer.ValueKind == System.Text.Json.JsonValueKind.Object
            && !issuer.TryGetProperty("name", out _);
        var name = hasNoName ? (await tenants.FindTenantAsync(order.TenantId, cancellationToken))?.Name : null;
        var id = request.Wish.CredentialId ?? "urn:uuid:" + Guid.NewGuid();
        return new DraftDefaults(id, time.GetUtcNow(), replacement, name, request.Wish.AddsStatus);
    }

    /// <summary>What is no URL is no issuer's, and refused rather than replaced.</summary>
    internal static bool IsUrl(string? named) => Uri.TryCreate(named, UriKind.Absolute, out _);

    private async Task<string?> FirstIssuerAsync(string tenantId, CancellationToken cancellationToken) =>
        (await dids.ListAsync(tenantId, cancellationToken)).FirstOrDefault(did => did.SigningKey is not null)?.Did;
}

/// <summary>Who asks, and what is to become of the credential.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Publication">How it is to be kept; null when it is not.</param>
/// <param name="Key">The request's Idempotency-Key.</param>
/// <param name="IsBare">Whether a token is answered as it is.</param>
/// <param name="IsOfBatch">Whether it is one of many, of which the log tells at the end.</param>
internal sealed record IssueOrder(
    string TenantId, Publication? Publication, IdempotencyKey? Key, bool IsBare, bool IsOfBatch = false);

/// <summary>How a credential is kept: who may read it, and who is sent it.</summary>
internal sealed record Publication(Access Access, IReadOnlyList<string> Recipients, bool IsOrdered);

/// <summary>Whether the issuer is one of the tenant's DIDs, has a key that signs, and one that can sign so.</summary>
internal readonly record struct IssuerFinding(bool IsTenants, bool Signs, bool Fits);

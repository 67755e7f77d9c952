using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>What tenants do with their DIDs; each use answers the DID as it is then, or why not.</summary>
internal sealed class DidDesk(
    IDidStore store,
    DidNames names,
    OwnDids own,
    KeyVault vault,
    Signers signers,
    MasterKeys masters,
    DidResolver resolver,
    IOutbound outbound,
    IOptions<IssuingOptions> options,
    TimeProvider time,
    ILogger<DidDesk> logger)
{
    /// <summary>How often a change is made again that another one was faster than.</summary>
    private const int Tries = 5;

    public async Task<DidOutcome> AddAsync(DidCaller caller, DidRequest request, CancellationToken cancellationToken)
    {
        if (DidParts.KeyTypeOf(request.KeyType) is not { } type)
        {
            return Problems.Unreadable("a keyType is Ed25519 or P-256", "/keyType");
        }

        var (profile, refusal) = DidParts.ReadProfile(request.AlsoKnownAs, request.Services);
        if (profile is null)
        {
            return refusal!;
        }

        var (kind, did, fault) = names.Choose(request);
        if (fault is not null)
        {
            return fault;
        }

        return (await store.ListAsync(caller.TenantId, cancellationToken)).Count >= options.Value.MaxDidsPerTenant
            ? Problems.Unprocessable(ProblemCodes.TooManyOfThem, $"a tenant may have {options.Value.MaxDidsPerTenant} DIDs")
            : await AddAsync(caller, kind, did, type, profile, cancellationToken);
    }

    /// <summary>Adds a DID of that name; without one, the did:key of the key that is made.</summary>
    public async Task<DidOutcome> AddAsync(
        DidCaller caller, DidKind kind, string? did, KeyType type, DidProfile profile, CancellationToken cancellationToken)
    {
        if (kind == DidKind.Hosted && !profile.Services.Any(service => service.Type == CredentialInbox.ServiceType))
        {
            var inbox = new ServiceEntry(CredentialInbox.ServiceType, own.InboxUrlOf(did!));
            profile = profile with { Services = [.. profile.Services, inbox] };
        }

        for (var i = 0; i < Tries; i++)
        {
            var now = Now();
            var key = NewKey(type, kind == DidKind.External ? KeyState.Pending : KeyState.Signing, now);
            var name = did ?? "did:key:" + key.Public.ToMultibase();
            var added = new ManagedDid(caller.TenantId, name, kind, profile, [key], 1, now);
            var document = DidDocumentText.Write(added);
            var told = new DidEvent("did.added", caller.KeyId, key.Id, null, now);
            switch (await store.AddAsync(added, document, told, cancellationToken))
            {
                case AddDidOutcome.Added:
                    logger.DidAdded(caller.TenantId, name, key.Id);
                    return new DidOutcome(added, document, null);
                case AddDidOutcome.Taken:
                    return Problems.Conflict(ProblemCodes.DidTaken, "there is such a DID already");
                default:
                    await masters.RefreshAsync(cancellationToken);
                    break;
            }
        }

        return Problems.Busy("the master key is being rotated");
    }

    public Task<DidOutcome> DescribeAsync(DidCaller caller, string did, ProfileRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(caller, did, before => DidSteps.Describe(before, request), cancellationToken);

    public Task<DidOutcome> RotateAsync(DidCaller caller, string did, KeyType type, CancellationToken cancellationToken) => ChangeAsync(
        caller, did, before => DidSteps.Rotate(before, state => NewKey(type, state, Now()), options.Value.MaxKeysPerDid), cancellationToken);

    public Task<DidOutcome> RetireAsync(DidCaller caller, string did, string keyId, CancellationToken cancellationToken) =>
        ChangeAsync(caller, did, before => DidSteps.Retire(before, keyId, Now()), cancellationToken);

    public Task<DidOutcome> RevokeAsync(
        DidCaller caller, string did, string keyId, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(caller, did, before => DidSteps.Revoke(before, keyId, Now()) with { Reason = reason }, cancellationToken);

    /// <summary>Looks whether the document that the organisation publishes names the key that is to sign; from then on it does.</summary>
    public async Task<DidOutcome> CheckAsync(DidCaller caller, string did, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(caller.TenantId, did, cancellationToken) is not { Kind: DidKind.External })
        {
            return Problems.NotFound();
        }

        var published = await resolver.RefreshAsync(did, outbound.ForTenant(), cancellationToken);
        return await ChangeAsync(caller, did, before => DidSteps.GoLive(before, published, Now()), cancellationToken);
    }

    private async Task<DidOutcome> ChangeAsync(
        DidCaller caller, string did, Func<ManagedDid, DidStep> step, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await store.FindAsync(caller.TenantId, did, cancellationToken) is not { } before)
            {
                return Problems.NotFound();
            }

            var made = step(before);
            if (made.Refusal is not null)
            {
                return made.Refusal;
            }

            var after = made.Did! with { Version = before.Version + 1 };
            var document = DidDocumentText.Write(after);
            var told = new DidEvent(made.Kind, caller.KeyId, made.KeyId, made.Reason, Now());
            switch (await store.ChangeAsync(after, document, told, cancellationToken))
            {
                case ChangeDidOutcome.Changed:
                    signers.Forget(caller.TenantId, did);
                    logger.DidChanged(caller.TenantId, did, made.Kind, made.KeyId);
                    return new DidOutcome(after, document, null);
                case ChangeDidOutcome.MasterKeyReplaced:
                    await masters.RefreshAsync(cancellationToken);
                    break;
            }
        }

        return Problems.Busy("the DID is being changed by others");
    }

    private ManagedKey NewKey(KeyType type, KeyState state, DateTimeOffset now)
    {
        var key = vault.Create(type);
        return new ManagedKey(key.Id, key.Public, state, key.Sealed, now, now);
    }

    /// <summary>To the millisecond, as it is kept.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}

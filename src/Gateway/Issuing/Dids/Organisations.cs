using Gateway.Forwarding;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <inheritdoc cref="IOrganisations"/>
internal sealed class Organisations(
    IDidStore store, Signers signers, OwnDids own, IOptions<IssuingOptions> options, TimeProvider time) : IOrganisations
{
    /// <summary>A delivery should not cost a look for its sender's key; a rotated one is to be known soon.</summary>
    private readonly Remembered<string, ISigner> _senders = new(options.Value.RememberKeysFor, time);

    public async Task<Organisation?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var did = name.Length == 0 ? own.Root : DidUrl.IsDid(name) ? name : OwnDids.IsOrganisation(name) ? own.Of(name) : null;
        return did is not null && await store.FindHolderAsync(did, cancellationToken) is { } tenantId
            ? new Organisation(tenantId, did)
            : null;
    }

    public async Task<ISigner?> FindSenderAsync(string tenantId, CancellationToken cancellationToken) =>
        await _senders.FindAsync(tenantId, () => ChooseSenderAsync(tenantId, cancellationToken));

    public async Task<ISigner?> FindSignerAsync(Organisation organisation, CancellationToken cancellationToken) =>
        (await signers.FindAsync(organisation.TenantId, organisation.Did, SecuringForm.Token, cancellationToken)).Signer;

    private async Task<ISigner?> ChooseSenderAsync(string tenantId, CancellationToken cancellationToken)
    {
        var dids = (await store.ListAsync(tenantId, cancellationToken)).Where(did => did.SigningKey is not null);
        var chosen = dids.OrderBy(did => did.SigningKey!.Public.Type == KeyType.Ed25519 ? 0 : 1).ThenBy(did => did.Kind).FirstOrDefault();
        return chosen is null ? null : await FindSignerAsync(new Organisation(tenantId, chosen.Did), cancellationToken);
    }
}

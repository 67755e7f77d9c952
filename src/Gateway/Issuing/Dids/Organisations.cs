using Gateway.Forwarding;
using Gateway.Outbound;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <inheritdoc cref="IOrganisations"/>
internal sealed class Organisations(IDidStore store, Signers signers, OwnDids own, TimeProvider time) : IOrganisations
{
    private const int Remembered = 10_000;

    /// <summary>A delivery should not cost a look for its sender's key; a rotated one is to be known soon.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(2);

    private readonly BoundedTable<string, Known> _senders = new(Remembered);

    public async Task<Organisation?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var did = name.Length == 0 ? own.Root : DidUrl.IsDid(name) ? name : OwnDids.IsOrganisation(name) ? own.Of(name) : null;
        return did is not null && await store.FindHolderAsync(did, cancellationToken) is { } tenantId
            ? new Organisation(tenantId, did)
            : null;
    }

    public async Task<ISigner?> FindSenderAsync(string tenantId, CancellationToken cancellationToken)
    {
        var known = _senders.GetOrAdd(tenantId, _ => new Known());
        if (known.Sender is { } sender && sender.Until > time.GetUtcNow())
        {
            return sender.Signer;
        }

        var dids = (await store.ListAsync(tenantId, cancellationToken)).Where(did => did.SigningKey is not null);
        var chosen = dids.OrderBy(did => did.SigningKey!.Public.Type == KeyType.Ed25519 ? 0 : 1).ThenBy(did => did.Kind).FirstOrDefault();
        var signer = chosen is null ? null : await FindSignerAsync(new Organisation(tenantId, chosen.Did), cancellationToken);
        known.Sender = new Sender(signer, time.GetUtcNow() + s_lifetime);
        return signer;
    }

    public async Task<ISigner?> FindSignerAsync(Organisation organisation, CancellationToken cancellationToken) =>
        (await signers.FindAsync(organisation.TenantId, organisation.Did, SecuringForm.Token, cancellationToken)).Signer;

    private sealed class Known
    {
        public Sender? Sender { get; set; }
    }

    private sealed record Sender(ISigner? Signer, DateTimeOffset Until);
}

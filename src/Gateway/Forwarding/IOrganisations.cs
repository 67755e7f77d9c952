using Untp.Credentials.Proofs;

namespace Gateway.Forwarding;

/// <summary>The tenants as others know them: by their DIDs, and by what these sign.</summary>
internal interface IOrganisations
{
    /// <summary>Who takes credentials under a name: an organisation's on the gateway's host, or a DID; empty for the host's own.</summary>
    Task<Organisation?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The key by which a tenant speaks for itself (its DID's <c>authentication</c>); null while it has none.</summary>
    Task<ISigner?> FindSenderAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>The same of that DID.</summary>
    Task<ISigner?> FindSignerAsync(Organisation organisation, CancellationToken cancellationToken);
}

/// <summary>A tenant under one of its DIDs.</summary>
internal sealed record Organisation(string TenantId, string Did);

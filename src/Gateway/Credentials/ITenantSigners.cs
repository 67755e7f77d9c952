using Untp.Credentials.Proofs;

namespace Gateway.Credentials;

/// <summary>Signs in a tenant's name what the gateway itself makes for it; where its keys are is known elsewhere.</summary>
internal interface ITenantSigners
{
    /// <summary>The oldest of the tenant's DIDs that has a key that signs, for tokens; null when there is none.</summary>
    Task<TenantSigner?> FindAsync(string tenantId, CancellationToken cancellationToken);
}

/// <param name="Did">The tenant's DID.</param>
/// <param name="Signer">Signs as it.</param>
internal sealed record TenantSigner(string Did, ISigner Signer);

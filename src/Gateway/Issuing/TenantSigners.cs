using Gateway.Credentials;

namespace Gateway.Issuing;

/// <inheritdoc cref="ITenantSigners"/>
internal sealed class TenantSigners(IDidStore dids, Signers signers) : ITenantSigners
{
    public async Task<TenantSigner?> FindAsync(string tenantId, CancellationToken cancellationToken)
    {
        var signing = (await dids.ListAsync(tenantId, cancellationToken)).FirstOrDefault(did => did.SigningKey is not null);
        return signing is not null
            && await signers.FindAsync(tenantId, signing.Did, SecuringForm.Token, cancellationToken) is ({ } signer, _)
                ? new TenantSigner(signing.Did, signer)
                : null;
    }
}

using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>What is signed: the two name different verification methods of one key.</summary>
internal enum SecuringForm
{
    /// <summary>A compact JWS.</summary>
    Token,

    /// <summary>A Data Integrity proof.</summary>
    Proof,
}

/// <summary>Finds the key with which a tenant signs as one of its DIDs.</summary>
internal sealed class Signers(IDidStore store, KeyVault vault, IOptions<IssuingOptions> options, TimeProvider time)
{
    private readonly Remembered<(string TenantId, string Did), ManagedDid> _dids = new(options.Value.RememberKeysFor, time);

    /// <summary>The signer; none, and whether the tenant has the DID at all, when it has no key that signs.</summary>
    public async Task<(ISigner? Signer, bool IsTenants)> FindAsync(
        string tenantId, string did, SecuringForm form, CancellationToken cancellationToken)
    {
        var found = await _dids.FindAsync((tenantId, did), () => store.FindAsync(tenantId, did, cancellationToken));
        if (found?.SigningKey is not { } key)
        {
            return (null, found is not null);
        }

        var method = form == SecuringForm.Token ? DidDocumentText.TokenMethod(found, key) : DidDocumentText.ProofMethod(found, key);
        return (vault.Open(key, method), true);
    }

    /// <summary>To be called after a change, so that its process signs with the new key at once.</summary>
    public void Forget(string tenantId, string did) => _dids.Forget((tenantId, did));
}

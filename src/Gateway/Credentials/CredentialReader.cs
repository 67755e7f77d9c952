using Gateway.Hosting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.Credentials;

/// <summary>
/// Finds a credential for whoever may see it. Public ones are kept in a bounded memory: what is stored is never changed, and access is
/// only ever widened, so that a copy stays right however long it is kept.
/// </summary>
internal sealed class CredentialReader(ICredentialStore store, IOptions<CredentialsOptions> options) : IDisposable
{
    private readonly MemoryCache _public = new(new MemoryCacheOptions { SizeLimit = options.Value.PublicCacheBytes });

    /// <summary>The credential with that id of the gateway's; null when there is none, or the caller may not see it.</summary>
    /// <param name="id">The id, as anybody may have written it.</param>
    /// <param name="tenantId">Who asks; null for the public.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public ValueTask<ServedCredential?> FindAsync(string id, string? tenantId, CancellationToken cancellationToken)
    {
        if (!RandomId.IsOne(id))
        {
            return ValueTask.FromResult<ServedCredential?>(null);
        }

        return _public.TryGetValue(id, out ServedCredential? known)
            ? ValueTask.FromResult(known)
            : LoadAsync(id, tenantId, cancellationToken);
    }

    public void Dispose() => _public.Dispose();

    private async ValueTask<ServedCredential?> LoadAsync(string id, string? tenantId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } stored)
        {
            return null;
        }

        var served = new ServedCredential(stored);
        if (served.IsPublic)
        {
            _public.Set(id, served, new MemoryCacheEntryOptions { Size = served.Size });
            return served;
        }

        return served.TenantId == tenantId || (tenantId is not null && await store.IsSentToAsync(id, tenantId, cancellationToken))
            ? served
            : null;
    }
}

using Gateway.Credentials;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>The credentials kept here that one tenant may see.</summary>
internal sealed class KeptForCaller(IChainStore chains, ICredentialStore credentials, string tenantId) : IKeptCredentials
{
    public async Task<IReadOnlyList<KeptCredential>> FindAsync(
        IReadOnlyCollection<Sought> sought, int limit, CancellationToken cancellationToken)
    {
        var found = await chains.FindAsync(tenantId, sought, limit, cancellationToken);
        return [.. found.Select(f => new KeptCredential(
            Convert.ToHexStringLower(f.Digest), f.MediaType, token => ReadAsync(f.Id, token), f.Id))];
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string id, CancellationToken cancellationToken) =>
        (await credentials.FindAsync(id, cancellationToken))?.Bytes;
}

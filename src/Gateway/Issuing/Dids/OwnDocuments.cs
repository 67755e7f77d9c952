using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>Gives the gateway's own DID documents out of its database, so that a rotated or revoked key is known at once.</summary>
internal sealed class OwnDocuments(OwnDids own, PublicUrl url, IDidStore dids) : ILocalDocuments
{
    public async ValueTask<FetchResult?> FindAsync(string id, DocumentKind kind, CancellationToken cancellationToken)
    {
        await url.WaitAsync(cancellationToken);
        return kind == DocumentKind.DidDocument && own.Contains(id) ? await ReadAsync(id, cancellationToken) : null;
    }

    private async ValueTask<FetchResult> ReadAsync(string did, CancellationToken cancellationToken) =>
        await dids.FindDocumentAsync(did, null, cancellationToken) is { } found
            ? FetchResult.Fetched(found.Bytes, DidMediaTypes.DidJson)
            : FetchResult.Failed("this gateway has no such DID", isFinal: true);
}

/// <summary>The media types of DID documents and of the result of a resolution.</summary>
internal static class DidMediaTypes
{
    public const string Did = "application/did";
    public const string DidJson = "application/did+json";
    public const string DidJsonLd = "application/did+ld+json";
    public const string Resolution = "application/did-resolution";
}

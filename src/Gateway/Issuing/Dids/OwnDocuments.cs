using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>
/// Gives the gateway's own DID documents and status lists out of its database, so that a rotated key and a set entry are known at once.
/// </summary>
internal sealed class OwnDocuments(OwnDids own, PublicUrl url, IDidStore dids, StatusLists lists) : ILocalDocuments
{
    public async ValueTask<FetchResult?> FindAsync(string id, DocumentKind kind, CancellationToken cancellationToken)
    {
        await url.WaitAsync(cancellationToken);
        return kind switch
        {
            DocumentKind.DidDocument when own.Contains(id) => await ReadDocumentAsync(id, cancellationToken),
            DocumentKind.StatusList when lists.IdOf(id) is { } list => await ReadListAsync(list, cancellationToken),
            _ => null,
        };
    }

    private async ValueTask<FetchResult> ReadListAsync(string id, CancellationToken cancellationToken) =>
        await lists.ReadAsync(id, cancellationToken) is { } found
            ? FetchResult.Fetched(found.Token.Bytes, MediaTypes.VcJwt)
            : FetchResult.Failed("this gateway has no such list", isFinal: true);

    private async ValueTask<FetchResult> ReadDocumentAsync(string did, CancellationToken cancellationToken) =>
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

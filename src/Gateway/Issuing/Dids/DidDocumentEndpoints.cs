using System.Security.Cryptography;
using Gateway.Hosting;

namespace Gateway.Issuing;

/// <summary>The documents of the gateway's DIDs, where did:web looks for them.</summary>
internal static class DidDocumentEndpoints
{
    public static void MapDidDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("").AllowAnonymous().WithTags("DIDs");
        documents.MapMethods("/.well-known/did.json", ["GET", "HEAD"], ServeRootAsync).Describe(DidsDescription.RootDocument);
        documents.MapMethods("/did.json", ["GET", "HEAD"], ServeRootAsync).Describe(DidsDescription.RootDocumentOfPath);
        documents.MapMethods("/{organisation}/did.json", ["GET", "HEAD"], ServeOrganisationAsync).Describe(DidsDescription.Document);
    }

    private static Task ServeRootAsync(HttpContext context, IDidStore store, OwnDids own, CancellationToken cancellationToken) =>
        WriteAsync(context, store, own.Root, cancellationToken);

    private static Task ServeOrganisationAsync(
        HttpContext context, string organisation, IDidStore store, OwnDids own, CancellationToken cancellationToken) =>
        OwnDids.IsOrganisation(organisation)
            ? WriteAsync(context, store, own.Of(organisation), cancellationToken)
            : Problems.NotFound().ExecuteAsync(context);

    /// <summary>To be asked for again each time: a revoked key must not live on in caches of ours.</summary>
    private static async Task WriteAsync(HttpContext context, IDidStore store, string did, CancellationToken cancellationToken)
    {
        if (await store.FindDocumentAsync(did, null, cancellationToken) is not { } found)
        {
            await Problems.NotFound().ExecuteAsync(context);
            return;
        }

        await PublicDocument.WriteAsync(
            context, found.Bytes, DidMediaTypes.DidJson, Digests.ToETag(SHA256.HashData(found.Bytes)), found.MadeAt);
    }
}

using Gateway.Forwarding;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>Where other gateways deliver: the endpoint of the service <c>CredentialInbox</c> in an organisation's DID document.</summary>
internal static class InboxEndpoints
{
    private const string Prefix = "/inbox/";

    public static void MapInbox(this IEndpointRouteBuilder routes)
    {
        var inbox = routes.MapGroup("/inbox").AllowAnonymous().WithTags("Inbox");
        inbox.MapPost("", (HttpContext context, InboxDesk desk, CancellationToken cancellationToken) =>
            desk.ReceiveAsync(context, "", cancellationToken)).Describe(InboxDescription.Own);
        inbox.MapPost("/{org}", PostAsync).Describe(InboxDescription.OfOrganisation);
    }

    private static async Task<Answer> PostAsync(HttpContext context, InboxDesk desk, CancellationToken cancellationToken) =>
        DidTarget.TryRead(context, out var name, Prefix) && name.Length > 0
            ? await desk.ReceiveAsync(context, name, cancellationToken)
            : Problems.NotFound();
}

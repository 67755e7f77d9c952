using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>Credentials are sent here to be kept, and fetched.</summary>
internal static class CredentialsEndpoints
{
    private const string KnownMediaTypes = $"{MediaTypes.VcJwt}, {MediaTypes.Vc}, {MediaTypes.JsonLd}, {MediaTypes.Json}";


    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        var credentials = routes.MapGroup("/credentials").WithTags("Credentials");
        credentials.MapPost("", ReceiveAsync)
            .RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).Describe(CredentialsDescription.Receive);
        credentials.MapGet("", ListAsync)
            .RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).Describe(CredentialsDescription.List);
        credentials.MapMethods("/{id}", ["GET", "HEAD"], FetchAsync).AllowAnonymous().Describe(CredentialsDescription.Fetch);
        routes.MapVerification();
        routes.MapInbox();
    }

    private static async Task<Answer> ReceiveAsync(
        HttpContext context,
        CredentialIntake intake,
        IdempotentRequests idempotent,
        IOptions<LimitsOptions> limits,
        IOptions<CredentialsOptions> options,
        CancellationToken cancellationToken)
    {
        if (BodyMediaType.Read(context.Request) is not { } mediaType || !MediaTypes.IsCredential(mediaType))
        {
            return Problems.UnsupportedMediaType(KnownMediaTypes);
        }

        using var body = await RequestBody.ReadAsync(context.Request, limits.Value.MaxCredentialBytes, cancellationToken);
        if (body is null)
        {
            return Problems.TooLarge(limits.Value.MaxCredentialBytes);
        }

        var tenantId = context.DemandTenantId();
        return await idempotent.AnswerAsync(context.Request, tenantId, body.Bytes, SettleAsync, cancellationToken);

        Task<Settled> SettleAsync(IdempotencyKey? key) =>
            Submission.TryReadQuery(
                context.Request,
                null,
                options.Value.MaxRecipients,
                out _,
                out var access,
                out var recipients,
                out var isOrdered,
                out var refusal)
                ? intake.ReceiveAsync(
                    new Submission(tenantId, body.Bytes, mediaType, access, recipients, key, isOrdered), cancellationToken)
                : Task.FromResult(new Settled(refusal, Memory.ToKeep));
    }

    private static async Task FetchAsync(
        HttpContext context, string id, CredentialReader reader, SignedReading signed, CancellationToken cancellationToken)
    {
        var (found, refusal) = await reader.FindAsync(id, context.TenantId(), cancellationToken) is { } served
            ? (served, null)
            : await signed.FindAsync(context, id, cancellationToken);
        await (found?.WriteAsync(context) ?? refusal!.ExecuteAsync(context));
    }

    private static async Task<Answer> ListAsync(
        HttpContext context, ICredentialStore store, IOptions<CredentialsOptions> options, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, ["issuer", "type", "about", "cursor", "limit"], null, out var query, out var refusal))
        {
            return refusal;
        }

        if (!Paging.TryRead(query, options.Value.MaxPageSize, out var paging, out refusal))
        {
            return refusal;
        }

        var wanted = new CredentialQuery(
            context.DemandTenantId(), query["issuer"], query["type"], query["about"], paging.Start, paging.Limit);
        var page = await store.ListAsync(wanted, cancellationToken);
        var document = new CredentialListDocument(page.Items.Select(ItemOf).ToArray(), Cursor.Write(page.NextCursor));
        return Answer.Of(200, document, CredentialsJson.Default.CredentialListDocument);
    }

    private static CredentialItemDocument ItemOf(CredentialSummary summary) => new(
        summary.Id,
        summary.Issuer,
        summary.CredentialId,
        summary.Types,
        summary.MediaType,
        summary.Access,
        Digests.ToText(summary.Digest),
        summary.ValidFrom,
        summary.ValidUntil,
        summary.ReceivedAt);
}

using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>Whole chains of credentials, verified for tenants.</summary>
internal static class AuditEndpoints
{
    private const string Sign = "sign";

    public static void MapAuditing(this IEndpointRouteBuilder routes)
    {
        var audits = routes.MapGroup("").RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).WithTags("Auditing");
        audits.MapPost("/chains/verify", VerifyAsync).Describe(AuditDescription.Verify);
        audits.MapGet("/credentials/{id}/chain", FetchAsync).Describe(AuditDescription.Fetch);
    }

    private static async Task VerifyAsync(
        HttpContext context,
        AuditDesk desk,
        VerificationDesk verification,
        ITenantSigners signers,
        IOptions<AuditingOptions> options,
        TimeProvider time,
        ILogger<AuditDesk> logger)
    {
        var stop = context.RequestAborted;
        if (BodyMediaType.Read(context.Request) is not (MediaTypes.Json or MediaTypes.JsonLd))
        {
            await Problems.UnsupportedMediaType($"{MediaTypes.Json}, {MediaTypes.JsonLd}").ExecuteAsync(context);
            return;
        }

        if (!Query.TryRead(context.Request, [Sign], null, out var query, out var refusal))
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        var most = options.Value.MaxRequestBytes;
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = most;
        using var body = await RequestBody.ReadAsync(context.Request, most, stop);
        if (body is null)
        {
            await Problems.TooLarge(most).ExecuteAsync(context);
            return;
        }

        if (!AuditRequest.TryRead(body.Bytes, verification.Limits, options.Value.MaxRequestCredentials, out var request, out refusal))
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        var asked = new Asked(request.Start, request.Credentials, request.Wish, query[Sign]);
        await AnswerAsync(context, asked, desk, signers, time, logger);
    }

    private static async Task FetchAsync(
        HttpContext context, string id, AuditDesk desk, ITenantSigners signers, TimeProvider time, ILogger<AuditDesk> logger)
    {
        const string Anchor = "trustAnchor";
        if (!Query.TryRead(context.Request, ["policy", "depth", "asOf", "remote", Sign], Anchor, out var query, out var refusal))
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        var wish = new AuditWish();
        foreach (var name in (string[])["policy", "depth", "asOf", "remote"])
        {
            if (query[name] is { } value && WishReader.Read(name, value, ref wish) is { } fault)
            {
                await Problems.InvalidParameter(name, fault).ExecuteAsync(context);
                return;
            }
        }

        if (query.All(Anchor) is { Count: > 0 } anchors && WishReader.ReadAnchors(anchors, ref wish) is { } wrong)
        {
            await Problems.InvalidParameter(Anchor, wrong).ExecuteAsync(context);
            return;
        }

        await AnswerAsync(context, new Asked([new AuditStart(id, null)], [], wish, query[Sign]), desk, signers, time, logger);
    }

    private static async Task AnswerAsync(
        HttpContext context, Asked asked, AuditDesk desk, ITenantSigners signers, TimeProvider time, ILogger logger)
    {
        var tenantId = context.DemandTenantId();
        var wanted = AuditAccept.Read(context.Request);
        if (desk.Refuse(asked.Wish) is { } refused)
        {
            await refused.ExecuteAsync(context);
            return;
        }

        if (asked.Sign is not (null or "true" or "false") || (asked.Sign == "true" && wanted == MediaTypes.JsonLd))
        {
            await Problems.InvalidParameter(Sign, "the value is true or false; a graph alone is not signed").ExecuteAsync(context);
            return;
        }

        var signer = asked.Sign == "true" ? await signers.FindAsync(tenantId, context.RequestAborted) : null;
        if (asked.Sign == "true" && signer is null)
        {
            await Problems.Conflict(ProblemCodes.NotNow, "the tenant has no DID with a key that signs").ExecuteAsync(context);
            return;
        }

        if (await desk.FindStartAsync(asked.Start, tenantId, context.RequestAborted) is not { } start)
        {
            await Problems.NotFound().ExecuteAsync(context);
            return;
        }

        var form = signer is not null ? AuditForm.Signed : wanted == MediaTypes.JsonLd ? AuditForm.LinkedData : AuditForm.Json;
        var order = new AuditOrder(tenantId, start, asked.Credentials, asked.Wish, form, signer);
        if (wanted == AuditStream.MediaType)
        {
            await AuditStream.RunAsync(context, (progress, stop) => desk.AuditAsync(order, progress, stop), time, logger);
            return;
        }

        await (await desk.AuditAsync(order, null, context.RequestAborted)).ExecuteAsync(context);
    }

    /// <summary>What either route was asked.</summary>
    private sealed record Asked(IReadOnlyList<AuditStart> Start, IReadOnlyList<ChainDocument> Credentials, AuditWish Wish, string? Sign);
}

using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Untp.Credentials;

namespace Gateway.Auditing;

/// <summary>Whole chains of credentials, verified for tenants.</summary>
internal static class AuditEndpoints
{
    private const string Sign = "sign";
    private const string Anchor = "trustAnchor";

    private static readonly string[] s_wishes = ["policy", "depth", "asOf", "remote"];

    public static void MapAuditing(this IEndpointRouteBuilder routes)
    {
        var audits = routes.MapGroup("").RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).WithTags("Auditing");
        audits.MapPost("/chains/verify", VerifyAsync).Describe(AuditDescription.Verify);
        audits.MapGet("/credentials/{id}/chain", FetchAsync).Describe(AuditDescription.Fetch);
    }

    private static Task VerifyAsync(
        HttpContext context, AuditPlaces places, AuditCounter counter, VerificationDesk verification, IOptions<AuditingOptions> options) =>
        places.HandleAsync(context, async () =>
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = options.Value.MaxRequestBytes;
            using var body = await RequestBody.ReadAsync(context.Request, options.Value.MaxRequestBytes, context.RequestAborted);
            var refusal = ReadBody(context.Request, body, verification.Limits, options.Value, out var asked);
            await (asked is null ? refusal!.ExecuteAsync(context) : counter.ServeAsync(context, asked));
        });

    private static Task FetchAsync(HttpContext context, string id, AuditPlaces places, AuditCounter counter) =>
        places.HandleAsync(context, () =>
        {
            var refusal = ReadQuery(context.Request, id, out var asked);
            return asked is null ? refusal!.ExecuteAsync(context) : counter.ServeAsync(context, asked);
        });

    private static Answer? ReadBody(
        HttpRequest request, RequestBody? body, ParsingLimits limits, AuditingOptions options, out AuditAsked? asked)
    {
        asked = null;
        if (BodyMediaType.Read(request) is not (MediaTypes.Json or MediaTypes.JsonLd))
        {
            return Problems.UnsupportedMediaType($"{MediaTypes.Json}, {MediaTypes.JsonLd}");
        }

        if (body is null)
        {
            return Problems.TooLarge(options.MaxRequestBytes);
        }

        if (!Query.TryRead(request, [Sign], null, out var query, out var refusal)
            || !AuditRequest.TryRead(body.Bytes, limits, options.MaxRequestCredentials, out var read, out refusal))
        {
            return refusal;
        }

        asked = new AuditAsked(read.Start, read.Credentials, read.Wish, query[Sign]);
        return null;
    }

    private static Answer? ReadQuery(HttpRequest request, string id, out AuditAsked? asked)
    {
        asked = null;
        if (!Query.TryRead(request, [.. s_wishes, Sign], Anchor, out var query, out var refusal))
        {
            return refusal;
        }

        var wish = new AuditWish();
        foreach (var name in s_wishes)
        {
            if (query[name] is { } value && WishReader.Read(name, value, ref wish) is { } fault)
            {
                return Problems.InvalidParameter(name, fault);
            }
        }

        if (query.All(Anchor) is { Count: > 0 } anchors && WishReader.ReadAnchors(anchors, ref wish) is { } wrong)
        {
            return Problems.InvalidParameter(Anchor, wrong);
        }

        asked = new AuditAsked([new AuditStart(id, null)], [], wish, query[Sign]);
        return null;
    }
}

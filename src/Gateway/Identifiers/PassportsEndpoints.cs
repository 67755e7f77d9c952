using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Untp.Credentials;

namespace Gateway.Identifiers;

/// <summary>Passports by the id of their product.</summary>
internal static class PassportsEndpoints
{
    private const string Id = "id";
    private const string Issuer = "issuer";

    public static void AddIdentifiers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PassportFinder>();
        builder.Services.AddSingleton(services => services.GetRequiredService<Vocabulary>().Readiness);
    }

    public static void MapPassports(this IEndpointRouteBuilder routes)
    {
        var passports = routes.MapGroup("/passports").AllowAnonymous().WithTags("Passports");
        passports.MapMethods("", ["GET", "HEAD"], FindByQueryAsync).Describe(PassportsDescription.ByQuery);
        passports.MapMethods("/{**productId}", ["GET", "HEAD"], FindByPathAsync).Describe(PassportsDescription.ByPath);
        passports.MapPost("/readiness", ReadinessEndpoint.AssessAsync).RequireRateLimiting(RateLimits.Verification)
            .Describe(ReadinessDescription.Assess);
    }

    private static Task FindByQueryAsync(
        HttpContext context, PassportFinder finder, CredentialReader reader, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, [Id, Issuer], null, out var query, out var refusal))
        {
            return refusal.ExecuteAsync(context);
        }

        return query[Id] is { Length: > 0 } productId
            ? AnswerAsync(context, finder, reader, productId, query[Issuer], cancellationToken)
            : Problems.InvalidParameter(Id, "the id of the product is missing").ExecuteAsync(context);
    }

    private static Task FindByPathAsync(
        HttpContext context, PassportFinder finder, CredentialReader reader, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, [Issuer], null, out var query, out var refusal))
        {
            return refusal.ExecuteAsync(context);
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return ProductIdTarget.TryRead(target, out var productId)
            ? AnswerAsync(context, finder, reader, productId, query[Issuer], cancellationToken)
            : Problems.InvalidParameter(Id, "the id of the product is not percent-encoded UTF-8").ExecuteAsync(context);
    }

    private static async Task AnswerAsync(
        HttpContext context,
        PassportFinder finder,
        CredentialReader reader,
        string productId,
        string? issuer,
        CancellationToken cancellationToken)
    {
        var tenantId = context.TenantId();
        var id = await finder.FindAsync(productId, issuer, tenantId, cancellationToken);
        var found = id is null ? null : await reader.FindAsync(id, tenantId, cancellationToken);
        await (found?.WriteAsync(context, "/credentials/" + found.Id) ?? Problems.NotFound().ExecuteAsync(context));
    }
}

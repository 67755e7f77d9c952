using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gateway.Hosting;

/// <summary>Reads <c>Authorization: Bearer KEY</c> (RFC 6750 clause 2.1).</summary>
internal sealed class ApiKeyHandler(
    KeysInForce keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var isBearer = header is [{ } value] && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        var key = isBearer ? header.ToString()[Prefix.Length..].Trim() : "";
        if (!ApiKey.IsWellFormed(key) || await keys.FindAsync(ApiKey.Hash(key), Context.RequestAborted) is not { } found)
        {
            return AuthenticateResult.Fail("no key in force");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(Caller.Create(found), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isWrong = Request.Headers.Authorization.Count > 0;
        Response.Headers[HeaderNames.WWWAuthenticate] =
            isWrong ? "Bearer realm=\"gateway\", error=\"invalid_token\"" : "Bearer realm=\"gateway\"";
        return Problems.Unauthenticated().ExecuteAsync(Context);
    }
}

/// <summary>Who calls.</summary>
internal static class Caller
{
    private const string TenantClaim = "tenant";
    private const string KeyClaim = "key";

    public static ClaimsPrincipal Create(StoredKey key) =>
        new(new ClaimsIdentity([new Claim(TenantClaim, key.TenantId), new Claim(KeyClaim, key.Id)], ApiKeyHandler.SchemeName));

    /// <summary>The caller's tenant; null for somebody unknown.</summary>
    public static string? TenantId(this HttpContext context) => context.User.FindFirst(TenantClaim)?.Value;

    /// <summary>The id of the API key that the caller showed; null for somebody unknown.</summary>
    public static string? KeyId(this HttpContext context) => context.User.FindFirst(KeyClaim)?.Value;

    /// <summary>The caller's tenant, behind <c>RequireAuthorization</c>.</summary>
    public static string DemandTenantId(this HttpContext context) =>
        context.TenantId() ?? throw new InvalidOperationException("the route lets callers without a key through");
}

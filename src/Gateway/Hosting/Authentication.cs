using Microsoft.AspNetCore.Authentication;

namespace Gateway.Hosting;

/// <summary>Wires the proof of who calls.</summary>
internal static class Authentication
{
    public static void AddApiKeys(this IServiceCollection services)
    {
        services.AddSettings<AuthOptions>(AuthOptions.Section);
        services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddSingleton<KeysInForce>();
        services.AddAuthorization();
        services.AddHostedService<Bootstrap>();
    }

    /// <summary>
    /// A key is asked for by a route, and may be shown to any. A wrong one is refused everywhere, public routes included: who shows a
    /// key wants to be known, and must not take a stranger's answer for his own.
    /// </summary>
    public static void UseApiKeys(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(next => context => IsWrong(context) ? context.ChallengeAsync() : next(context));
        app.UseAuthorization();
    }

    private static bool IsWrong(HttpContext context) => context.Request.Headers.Authorization.Count > 0 && context.TenantId() is null;
}

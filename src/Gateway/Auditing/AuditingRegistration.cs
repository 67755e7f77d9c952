using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Chains;
using Untp.Credentials.Dids;

namespace Gateway.Auditing;

internal static class AuditingRegistration
{
    public static void AddAuditing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<AuditingOptions>(AuditingOptions.Section);
        builder.Services.AddPolicies();
        builder.Services.AddSingleton(MakeVerifier);
        builder.Services.AddSingleton<AuditPlaces>();
        builder.Services.AddSingleton<AuditDesk>();
        builder.Services.AddSingleton<AuditCounter>();
    }

    /// <summary>What the command line needs as well.</summary>
    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<PoliciesOptions>, PoliciesValidation>();
        services.AddOptions<PoliciesOptions>().Configure<IConfiguration>((policies, from) => policies.Read(from)).ValidateOnStart();
        services.AddSingleton<Policies>();
    }

    private static ChainVerifier MakeVerifier(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AuditingOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        return new ChainVerifier(
            services.GetRequiredService<CredentialVerifier>(),
            services.GetRequiredService<DidResolver>(),
            new ChainCache(options.RememberedCredentials, options.RememberedBytes, time),
            time);
    }
}

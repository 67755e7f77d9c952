using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Gateway.Issuing;

internal static class IssuingRegistration
{
    /// <summary>Those that a presentation puts around a credential.</summary>
    private const int PresentationLevels = 2;

    public static void AddIssuing(this WebApplicationBuilder builder)
    {
        CoreDumps.Forbid();
        builder.Services.AddKeys();
        builder.Services.AddSingleton<OwnDids>();
        builder.Services.AddSingleton<ReservedNames>();
        builder.Services.AddSingleton<DidNames>();
        builder.Services.AddSingleton<DidDesk>();
        builder.Services.AddSingleton<DidAnswers>();
        builder.Services.AddSingleton<Signers>();
        builder.Services.AddSingleton<IOrganisations, Organisations>();
        builder.Services.AddSingleton<ITenantSigners, TenantSigners>();
        builder.Services.AddSingleton<StatusLists>();
        builder.Services.AddSingleton<DraftChecks>();
        builder.Services.AddSingleton(MakeProofs);
        builder.Services.AddSingleton<Securing>();
        builder.Services.AddSingleton<IssueDesk>();
        builder.Services.AddSingleton<IssueBatch>();
        builder.Services.AddSingleton<PresentationDesk>();
        builder.Services.AddOptions<CredentialsOptions>()
            .PostConfigure<IOptions<IssuingOptions>>((verification, issuing) => verification.IsForSuites = issuing.Value.IsW3c);
        builder.Services.AddSingleton<ILocalDocuments, OwnDocuments>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MasterKeys>());
        builder.Services.AddHostedService<FirstDid>();
    }

    /// <summary>What was read within the limits of requests has grown by what was filled in.</summary>
    private static DataIntegritySigner MakeProofs(IServiceProvider services)
    {
        var limits = services.GetRequiredService<VerificationDesk>().Limits;
        return new DataIntegritySigner(
            services.GetRequiredService<Vocabulary>(),
            limits with { MaxBytes = limits.MaxBytes + Server.BodySlack, MaxDepth = limits.MaxDepth + PresentationLevels });
    }

    /// <summary>What the commands about the master key need as well.</summary>
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSettings<IssuingOptions>(IssuingOptions.Section);
        services.AddSingleton<MasterKeyFile>();
        services.AddSingleton<MasterKeys>();
        services.AddSingleton<MasterKeyRotation>();
        services.AddSingleton<KeyVault>();
    }

    public static void MapIssuing(this IEndpointRouteBuilder routes)
    {
        routes.MapDids();
        routes.MapResolution();
        routes.MapDidDocuments();
        routes.MapIssue();
        routes.MapPresentations();
        routes.MapStatuses();
    }
}

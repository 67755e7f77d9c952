using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Gateway.Issuing;

internal static class IssuingRegistration
{
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
        builder.Services.AddSingleton<StatusLists>();
        builder.Services.AddSingleton<DraftChecks>();
        builder.Services.AddSingleton(services => new DataIntegritySigner(services.GetRequiredService<Vocabulary>()));
        builder.Services.AddSingleton<Securing>();
        builder.Services.AddSingleton<IssueDesk>();
        builder.Services.AddSingleton<IssueBatch>();
        builder.Services.AddSingleton<ILocalDocuments, OwnDocuments>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MasterKeys>());
        builder.Services.AddHostedService<FirstDid>();
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
        routes.MapStatuses();
    }
}

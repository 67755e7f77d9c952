using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Statuses;

namespace Gateway.Credentials;

internal static class CredentialsRegistration
{
    public static void AddCredentials(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<CredentialsOptions>(CredentialsOptions.Section);
        builder.Services.AddSettings<VocabularyOptions>(VocabularyOptions.Section);
        AddLibraryOptions(builder.Services);
        builder.Services.AddSingleton(MakeVocabulary);
        builder.Services.AddSingleton(MakeResolver);
        builder.Services.AddSingleton(MakeVerifier);
        builder.Services.AddSingleton<VerificationDesk>();
        builder.Services.AddSingleton<ReceivedAnswers>();
        builder.Services.AddSingleton<CredentialIntake>();
        builder.Services.AddSingleton<CredentialReader>();
        builder.Services.AddSingleton<StatusWatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StatusWatcher>());
    }

    private static Vocabulary MakeVocabulary(IServiceProvider services) =>
        Vocabulary.Load(services.GetRequiredService<IOptions<VocabularyOptions>>().Value.Path);

    private static CredentialVerifier MakeVerifier(IServiceProvider services) => CredentialVerifier.Create(
        services.GetRequiredService<Vocabulary>(),
        services.GetRequiredService<DidResolver>(),
        services.GetRequiredService<IOptions<StatusOptions>>().Value,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<IOptions<ProofLimits>>().Value,
        services.GetService<ILocalDocuments>());

    private static DidResolver MakeResolver(IServiceProvider services) => new(
        services.GetRequiredService<IOptions<DidResolverOptions>>().Value,
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILocalDocuments>());

    /// <summary>The library's own options; whether loopback is let is said in one place, where the way out is.</summary>
    private static void AddLibraryOptions(IServiceCollection services)
    {
        services.AddSettings<DidResolverOptions>("Gateway:Dids")
            .Configure<IOptions<OutboundOptions>>((dids, outbound) => dids.AllowLoopback = outbound.Value.AllowLoopback);
        services.AddSettings<StatusOptions>("Gateway:Statuses")
            .Configure<IOptions<OutboundOptions>>((statuses, outbound) => statuses.AllowLoopback = outbound.Value.AllowLoopback);
        services.AddSettings<ProofLimits>("Gateway:Proofs");
    }
}

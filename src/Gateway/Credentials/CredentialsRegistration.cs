using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Dids;

namespace Gateway.Credentials;

internal static class CredentialsRegistration
{
    public static void AddCredentials(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CredentialsOptions>().BindConfiguration(CredentialsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(MakeResolver);
        builder.Services.AddSingleton(MakeVerifier);
        builder.Services.AddSingleton<VerificationDesk>();
        builder.Services.AddSingleton<ReceivedAnswers>();
        builder.Services.AddSingleton<CredentialIntake>();
        builder.Services.AddSingleton<CredentialReader>();
        builder.Services.AddSingleton<StatusWatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StatusWatcher>());
    }

    private static CredentialVerifier MakeVerifier(IServiceProvider services) =>
        CredentialVerifier.Create(services.GetRequiredService<DidResolver>(), services.GetRequiredService<TimeProvider>());

    private static DidResolver MakeResolver(IServiceProvider services)
    {
        var isLoopbackAllowed = services.GetRequiredService<IOptions<OutboundOptions>>().Value.AllowLoopback;
        return new DidResolver(new DidResolverOptions { AllowLoopback = isLoopbackAllowed }, services.GetRequiredService<TimeProvider>());
    }
}

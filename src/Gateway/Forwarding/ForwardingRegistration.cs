using System.Security.Cryptography;
using Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Forwarding;

/// <summary>Registers the forwarding slice.</summary>
internal static class ForwardingRegistration
{
    public static WebApplicationBuilder AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<ForwardingOptions>(ForwardingOptions.Section);
        builder.Services.AddSingleton(services => new BackOff(services.GetRequiredService<IOptions<ForwardingOptions>>(), Jitter));
        builder.Services.TryAddSingleton<DeliverySignal>();
        builder.Services.AddSingleton<RecipientCircuits>();
        builder.Services.AddSingleton<DeliverySender>();
        builder.Services.AddSingleton<ForwardingMetrics>();
        builder.Services.AddHostedService<DeliveryWorker>();
        return builder;
    }

    private static double Jitter() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}

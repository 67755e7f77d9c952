using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Outbound;

internal static class OutboundRegistration
{
    public static WebApplicationBuilder AddOutbound(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OutboundOptions>()
            .BindConfiguration(OutboundOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ResolveHost>(SystemResolver.ResolveAsync);
        builder.Services.AddSingleton<IOutbound, GuardedOutbound>();
        return builder;
    }
}

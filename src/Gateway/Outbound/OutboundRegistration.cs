using Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Outbound;

internal static class OutboundRegistration
{
    public static WebApplicationBuilder AddOutbound(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<OutboundOptions>(OutboundOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ResolveHost>(SystemResolver.ResolveAsync);
        builder.Services.AddSingleton<IOutbound, GuardedOutbound>();
        return builder;
    }
}

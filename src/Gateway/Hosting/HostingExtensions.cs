using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Hosting;

/// <summary>What every slice stands on.</summary>
internal static class HostingExtensions
{
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddServer();
        builder.AddLog();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSettings<GatewayOptions>(GatewayOptions.Section);
        builder.Services.AddSettings<IdempotencyOptions>(IdempotencyOptions.Section);
        builder.Services.AddSingleton<PublicUrl>();
        builder.Services.AddSingleton<IdempotentRequests>();
        builder.Services.AddApiKeys();
        builder.Services.AddRateLimits();
        builder.Services.AddApiDescription();
        builder.Services.AddHostedService<Greeting>();
    }

    /// <summary>What every request passes, outermost first. Who calls is known before what he may take is counted.</summary>
    public static void UseHosting(this WebApplication app)
    {
        app.UseFaults();
        app.UseRouting();
        app.UseApiKeys();
        app.UseRateLimiter();
        app.UseApiDescription();
    }

    /// <summary>One JSON object a line on standard error, control characters escaped; standard output is for the operator's eyes.</summary>
    private static void AddLog(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "O"));
        builder.Services.RemoveAll<ILoggerProvider>();
        builder.Services.AddSingleton<ILoggerProvider, LogLines>();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Gateway.Hosting.ApiKeyHandler", LogLevel.Warning);
        var start = new StartPhase();
        builder.Services.AddSingleton(start);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Information && start.IsOver);
    }
}

using Gateway.Outbound;

namespace Gateway.Commands;

/// <summary><c>Gateway quickstart</c>: the server as always, and beside it a demonstration that a newcomer can follow.</summary>
internal static class QuickstartRegistration
{
    public const string Command = "quickstart";

    /// <summary>Adds the demonstration; null, or why it may not run.</summary>
    public static string? AddQuickstart(this WebApplicationBuilder builder)
    {
        if (LoopbackOnly.FindOther(builder.Configuration) is { } address)
        {
            return $"quickstart listens on loopback addresses only, not on {address}: start the server without it";
        }

        builder.Configuration[$"{OutboundOptions.Section}:{nameof(OutboundOptions.AllowLoopback)}"] = "true";
        builder.Services.AddHostedService<QuickstartDemo>();
        return null;
    }
}

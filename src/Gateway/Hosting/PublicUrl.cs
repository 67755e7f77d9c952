using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>Makes the links that the gateway hands out: from its configuration or the address it listens on, never from a Host header.</summary>
internal sealed class PublicUrl(IOptions<GatewayOptions> options, IServer server)
{
    private readonly Lazy<string> _base = new(() => (options.Value.PublicUrl ?? ListenedOn(server)).TrimEnd('/'));

    /// <summary>Without a slash at the end. To be asked for only once the server has started.</summary>
    public string Base => _base.Value;

    /// <summary>The URL of a path that starts with a slash.</summary>
    public string For(string path) => Base + path;

    private static string ListenedOn(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("the server listens on no address yet");
        return BindingAddress.Parse(address) is { Host: "+" or "*" or "[::]" or "0.0.0.0" } any
            ? $"{any.Scheme}://localhost:{any.Port}"
            : address;
    }
}

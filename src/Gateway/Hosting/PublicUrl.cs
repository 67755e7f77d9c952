using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>Makes the links that the gateway hands out: from configuration or the address listened on, never from a Host header.</summary>
internal sealed class PublicUrl(IOptions<GatewayOptions> options, IServer server, IHostApplicationLifetime lifetime)
{
    private readonly Lazy<string> _base = new(
        () => (options.Value.PublicUrl ?? ListenedOn(server)).TrimEnd('/'), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Without a slash at the end. To be asked for only once the server has started.</summary>
    public string Base => _base.Value;

    /// <summary>The URL of a path that starts with a slash.</summary>
    public string For(string path) => Base + path;

    /// <summary>Waits until the server has started, where its address is not known before.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken) =>
        _base.IsValueCreated || options.Value.PublicUrl is not null
            ? ValueTask.CompletedTask
            : new(lifetime.StartedAsync(cancellationToken));

    private static string ListenedOn(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("the server listens on no address yet");
        return BindingAddress.Parse(address) is { Host: "+" or "*" or "[::]" or "0.0.0.0" } any
            ? $"{any.Scheme}://localhost:{any.Port}"
            : address;
    }
}

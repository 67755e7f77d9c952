using System.Net;

namespace Gateway.Commands;

/// <summary>The demonstration talks to itself over plain HTTP, which nobody else should be able to reach.</summary>
internal static class LoopbackOnly
{
    /// <summary>
    /// The first address that the configuration has the server listen on and that others could reach; null when there is none.
    /// </summary>
    public static string? FindOther(IConfiguration configuration) =>
        Addresses(configuration).FirstOrDefault(address => !IsLoopback(address));

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var ports = Split(configuration["http_ports"]).Concat(Split(configuration["https_ports"])).Select(port => $"http://*:{port}");
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "http://*");
        return Split(configuration["urls"]).Concat(ports).Concat(endpoints);
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}

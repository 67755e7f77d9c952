using System.Net.Sockets;
using Gateway.Tests.Forwarding;
using Gateway.Tests.Outbound;

namespace Gateway.Tests.Faults;

/// <summary>Recipients at their worst, each with an address of its own; after <see cref="Heal"/> those that can be are well.</summary>
internal sealed class BadRecipients : IAsyncDisposable
{
    private const int Gigabyte = 1 << 30;

    private readonly TestCertificates _certificates = new();
    private readonly List<RawServer> _servers = [];
    private readonly RawServer _trap = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    private StubServer? _untrusted;
    private long _streamed;
    private volatile bool _isHealed;

    /// <summary>Names, and where each takes credentials.</summary>
    public Dictionary<string, string> Inboxes { get; } = [];

    /// <summary>The one of them that nothing heals: its certificate is from nobody.</summary>
    public static string BeyondHelp => "untrusted";

    /// <summary>How often anybody followed the redirect.</summary>
    public int Followed => _trap.Connections;

    /// <summary>What was taken of gigabytes, in bytes.</summary>
    public long Streamed => Interlocked.Read(ref _streamed);

    public static async Task<BadRecipients> StartAsync()
    {
        var all = new BadRecipients();
        all.Add("hangs", (_, stop) => Task.Delay(Timeout.Infinite, stop));
        all.Add("resets", (socket, _) =>
        {
            socket.LingerState = new LingerOption(true, 0);
            return Task.CompletedTask;
        });
        all.Add("drips", DripAsync);
        all.Add("babbles", (socket, stop) => RawServer.SendAsync(socket, "\0\u0001SSH-2.0-\r\n\r\n\u00ff\u00fe", stop));
        all.Add("redirects", (socket, stop) => RawServer.SendAsync(
            socket,
            $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {all._trap.Url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            stop));
        all.Add("floods", all.FloodAsync);
        all._untrusted = await StubServer.StartAsync(all._certificates.Issue("localhost"));
        all.Inboxes.Add(BeyondHelp, $"https://localhost:{all._untrusted.Port}/inbox");
        return all;
    }

    /// <summary>From now on they take what they are sent.</summary>
    public void Heal() => _isHealed = true;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Append(_trap))
        {
            await server.DisposeAsync();
        }

        await _untrusted!.DisposeAsync();
        _certificates.Dispose();
    }

    private void Add(string name, Func<Socket, CancellationToken, Task> misbehave)
    {
        var server = new RawServer((socket, stop) => _isHealed
            ? RawServer.SendAsync(socket, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", stop)
            : misbehave(socket, stop));
        _servers.Add(server);
        Inboxes.Add(name, $"http://127.0.0.1:{server.Port}/inbox");
    }

    private static async Task DripAsync(Socket socket, CancellationToken stop)
    {
        await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\nX-Patience: ", stop);
        while (true)
        {
            await RawServer.SendAsync(socket, "a", stop);
            await Task.Delay(20, stop);
        }
    }

    private async Task FloodAsync(Socket socket, CancellationToken stop)
    {
        await RawServer.SendAsync(socket, $"HTTP/1.1 500 No\r\nContent-Length: {Gigabyte}\r\n\r\n", stop);
        var piece = new byte[64 << 10];
        for (var sent = 0; sent < Gigabyte; sent += piece.Length)
        {
            Interlocked.Add(ref _streamed, await socket.SendAsync(piece, stop));
        }
    }
}

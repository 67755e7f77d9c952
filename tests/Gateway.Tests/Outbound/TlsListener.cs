using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Gateway.Tests.Outbound;

/// <summary>Makes one TLS handshake with exactly the certificates it is given, and fetches none itself.</summary>
internal sealed class TlsListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public TlsListener(SslStreamCertificateContext certificate)
    {
        _listener.Start();
        _serving = ServeAsync(certificate);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The name in the client's first message (SNI); null when nobody came.</summary>
    public string? Named { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync(SslStreamCertificateContext certificate)
    {
        try
        {
            using var socket = await _listener.AcceptSocketAsync();
            await using var stream = new SslStream(new NetworkStream(socket));
            await stream.AuthenticateAsServerAsync(
                (_, hello, _, _) =>
                {
                    Named = hello.ServerName;
                    return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate });
                },
                state: null);
            await stream.ReadExactlyAsync(new byte[1]);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            // the other side left, as it should
        }
    }
}

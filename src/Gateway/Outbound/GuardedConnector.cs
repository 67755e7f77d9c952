using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// Opens connections: looks the host up once, judges every address found, and connects to those same addresses, so that a second
/// look-up can never lead elsewhere. One refused address refuses the host: an honest host has none, and which of several addresses
/// comes first is the attacker's choice.
/// </summary>
internal sealed class GuardedConnector(ResolveHost resolve, OutboundOptions options, ILogger logger)
{
    private const string HasConnected = "Gateway.Outbound.HasConnected";
    private const int MaxLookups = 16;
    private const int MaxAddressesTried = 4;
    private static readonly TimeSpan s_timePerAddress = TimeSpan.FromSeconds(2);

    private SemaphoreSlim Lookups { get; } = new(MaxLookups);

    /// <summary>Connects for <see cref="SocketsHttpHandler.ConnectCallback"/>; TLS and the Host header stay the handler's.</summary>
    /// <exception cref="NoPublicAddressException">The host has no address, or one that may not be asked.</exception>
    /// <exception cref="ConnectionLostException">The request had its connection.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        // the handler itself tries three times more when a host hangs up without a word; what is tried again is ours to decide
        if (!context.InitialRequestMessage.Options.TryAdd(HasConnected, true))
        {
            throw new ConnectionLostException();
        }

        var isPlain = context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps;
        var addresses = await FindAddressesAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            if (!MayConnect(address, isPlain))
            {
                Log.AddressRefused(logger, host, address);
                throw new NoPublicAddressException(Trouble.Refused);
            }
        }

        return await ConnectToFirstAsync(addresses.Take(MaxAddressesTried), port, cancellationToken);
    }

    private bool MayConnect(IPAddress address, bool isPlain) =>
        (!isPlain && PublicAddresses.IsPublic(address)) || (options.AllowLoopback && PublicAddresses.IsLoopback(address));

    private async Task<IPAddress[]> FindAddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        await Lookups.WaitAsync(cancellationToken);
        try
        {
            var addresses = await LookUpAsync(host).WaitAsync(cancellationToken);
            return addresses.Length > 0 ? addresses : throw new NoPublicAddressException(Trouble.Unreachable);
        }
        catch (SocketException)
        {
            throw new NoPublicAddressException(Trouble.Unreachable);
        }
    }

    /// <summary>A look-up cannot be cancelled: it keeps its place until it is over, though nobody waits for it any more.</summary>
    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            return await resolve(host);
        }
        finally
        {
            Lookups.Release();
        }
    }

    private static async Task<Stream> ConnectToFirstAsync(IEnumerable<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectToAsync(address, port, cancellationToken);
            }
            catch (SocketException exception)
            {
                last = exception;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                last = new SocketException((int)SocketError.TimedOut);
            }
        }

        throw last!;
    }

    private static async Task<Stream> ConnectToAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_timePerAddress);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The host hung up without an answer.</summary>
internal sealed class ConnectionLostException() : IOException("hung up");

/// <summary>The host has no address that may be asked. One sentence covers both, so that nobody learns which inner names exist.</summary>
internal sealed class NoPublicAddressException(Trouble trouble) : IOException("no public address")
{
    public Trouble Trouble { get; } = trouble;
}

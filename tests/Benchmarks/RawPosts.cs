using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks;

/// <summary>
/// Posts over sockets, one request at a time on each, with next to no work of its own: the machine is the gateway's.
/// </summary>
internal static class RawPosts
{
    private const int Connections = 64;

    /// <summary>A request as it travels.</summary>
    public static byte[] Make(string path, string contentType, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {GatewayProcess.Key}\r\nContent-Type: {contentType}\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    /// <summary>Sends each once, to the gateways in turn; how many a second were answered. Any other status than that ends it.</summary>
    public static async Task<double> SendAsync(IReadOnlyList<Uri> gateways, IReadOnlyList<byte[]> requests, int status)
    {
        var (next, watch) = (-1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, gateways[i % gateways.Count].Port);
            var buffer = new byte[64 << 10];
            for (int mine; (mine = Interlocked.Increment(ref next)) < requests.Count;)
            {
                await socket.SendAsync(requests[mine]);
                var answer = await ReadAnswerAsync(socket, buffer);
                if (!answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException(answer);
                }
            }
        })));
        return requests.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Sends one request while its answer comes; how often a text is in what is answered. It ends with the last chunk.</summary>
    public static async Task<int> CountAsync(Uri gateway, byte[] request, byte[] text)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Port);
        var sending = Task.Run(async () =>
        {
            for (var sent = 0; sent < request.Length;)
            {
                sent += await socket.SendAsync(request.AsMemory(sent));
            }
        });
        var buffer = new byte[256 << 10];
        var (found, end) = (new Occurrences(text), new Occurrences([.. "\r\n0\r\n\r\n"u8]));
        while (end.Count == 0 && await socket.ReceiveAsync(buffer) is > 0 and var read)
        {
            found.Add(buffer.AsSpan(0, read));
            end.Add(buffer.AsSpan(0, read));
        }

        await sending;
        return found.Count;
    }

    /// <summary>Head and body; the gateway says how long its answers are, or that they come in pieces.</summary>
    private static async Task<string> ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += read;
            var text = Encoding.Latin1.GetString(buffer, 0, length);
            if (read == 0 || IsWhole(text))
            {
                return text;
            }
        }
    }

    private static bool IsWhole(string text)
    {
        const string Length = "Content-Length: ";
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return head >= 0 && (at >= 0 && at < head
            ? text.Length >= head + 4 + int.Parse(text.AsSpan((at + Length.Length)..text.IndexOf('\r', at)), provider: null)
            : text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal));
    }
}

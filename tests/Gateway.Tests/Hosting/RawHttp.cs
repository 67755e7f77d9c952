using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Hosting;

/// <summary>A client that sends exactly the bytes it is given: what HttpClient would tidy up, or never send.</summary>
internal static class RawHttp
{
    /// <summary>Sends what the other side takes, and reads until it closes or has been silent for that long; returns all of it.</summary>
    public static async Task<string> SendAsync(Uri address, string request, double silenceSeconds = 1)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        }
        catch (IOException)
        {
            // it answered and closed before it had all of it: the answer is there to be read
        }

        var answer = new StringBuilder();
        var buffer = new byte[64 << 10];
        try
        {
            while (true)
            {
                using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(silenceSeconds));
                var read = await stream.ReadAsync(buffer, silence.Token);
                if (read == 0)
                {
                    break;
                }

                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // silent for long enough, or reset: what came is the answer
        }

        return answer.ToString();
    }

    /// <summary>One GET of that very target; returns the status.</summary>
    public static async Task<(int Status, string Answer)> GetAsync(Uri address, string target)
    {
        var answer = await SendAsync(address, $"GET {target} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n", 5);
        return (StatusOf(answer), answer);
    }

    public static int StatusOf(string answer) => int.Parse(answer.AsSpan(9, 3), null);

    /// <summary>How many answers there are in what came: a request that was smuggled through has one of its own.</summary>
    public static int CountOf(string answer) => answer.Split("HTTP/1.1 ").Length - 1;
}

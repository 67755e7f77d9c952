using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>
/// A PostgreSQL server of our own: a cluster in a folder of its own on a port of 127.0.0.1. It ends, and its folder goes, when it is
/// disposed and also when this process dies.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // Its input is a pipe from us, a word a line: it ends when we close it, and also when we die.
    private const string Script =
        """
        trap '' INT
        folder=$(mktemp -d) && cd "$folder" || exit 1
        "$1/initdb" --pgdata=data --auth=trust --username=gateway --encoding=UTF8 --locale=C --no-sync >log 2>&1
        start() {
          "$1/postgres" -D data -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400 \
            -c shared_buffers=128MB -c log_min_messages=fatal </dev/null >>log 2>&1 &
          server=$!
        }
        stop() { kill -QUIT $server 2>/dev/null; wait $server; }
        start "$@"
        while read -r word; do "$word" "$@"; done
        stop
        cat log >&2
        cd / && rm -rf "$folder"
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _said;

    private PostgresServer(Process process, int port)
    {
        _process = process;
        _ = process.StandardOutput.ReadToEndAsync(); // nothing; but a pipe, like the others, keeps the terminal out of it
        _said = process.StandardError.ReadToEndAsync();
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=gateway;Database=postgres";
    }

    public string ConnectionString { get; }

    /// <summary>The folder of the server's programs: GATEWAY_POSTGRES, else the newest version that Debian keeps, or of the path.</summary>
    public static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        string[] folders = Environment.GetEnvironmentVariable("GATEWAY_POSTGRES") is { Length: > 0 } named
            ? [named]
            :
            [
                .. Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderByDescending(Version).Select(v => v + "/bin") : [],
                .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            ];
        return folders.FirstOrDefault(folder => File.Exists(folder + "/initdb") && File.Exists(folder + "/postgres"));
    }

    public static async Task<PostgresServer> StartAsync(string programs)
    {
        var port = FreePort();
        string[] shell = ["/bin/sh", "-c", Script, "sh", programs, $"{port}"];
        string[] command = Environment.IsPrivilegedProcess ? ["/usr/bin/setpriv", .. FindUser(), "--clear-groups", .. shell] : shell;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var server = new PostgresServer(Process.Start(start)!, port);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Stops it at once, as a crash would.</summary>
    public Task StopAsync() => SayAsync("stop");

    /// <summary>Starts it again.</summary>
    public Task StartAgainAsync() => SayAsync("start");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private async Task SayAsync(string word)
    {
        await _process.StandardInput.WriteLineAsync(word);
        await _process.StandardInput.FlushAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=2");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (watch.Elapsed < s_patience && !_process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException)
            {
                _process.StandardInput.Close();
                throw new InvalidOperationException($"PostgreSQL did not start: {await _said}");
            }
        }
    }

    private static double Version(string folder) =>
        double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>The server refuses to run as root: as the package's user then, or as nobody.</summary>
    private static string[] FindUser()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToList();
        var user = users.Find(fields => fields[0] == "postgres") ?? users.Find(fields => fields[0] == "nobody")!;
        return [$"--reuid={user[2]}", $"--regid={user[3]}"];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

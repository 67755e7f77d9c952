using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Hosting;
using Gateway.Storage;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Gateway.Tests.Storage;

/// <summary>
/// A PostgreSQL server for this run of the tests, started by the first that needs it: a cluster in a folder of its own, on a port of
/// 127.0.0.1. Each test has a schema. Where the server's programs are absent such tests are skipped, and fail under CI=true.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    // Its input is a pipe from us that nobody writes to: it ends when we close it, and also when we die.
    private const string Script =
        """
        trap '' INT
        folder=$(mktemp -d) && cd "$folder" || exit 1
        "$1/initdb" --pgdata=data --auth=trust --username=gateway --encoding=UTF8 --locale=C --no-sync >log 2>&1
        "$1/postgres" -D data -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400 \
          -c shared_buffers=128MB -c log_min_messages=fatal </dev/null >>log 2>&1 &
        server=$!
        cat
        kill -INT $server 2>/dev/null
        wait $server
        cat log >&2
        cd / && rm -rf "$folder"
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Lazy<Task<string>> _start;
    private Process? _process;
    private int _schemas;

    public PostgresCluster() => _start = new(StartAsync);

    /// <summary>A schema of its own, empty, for a test; its connection string.</summary>
    internal async Task<string> AddSchemaAsync()
    {
        var server = await _start.Value;
        var schema = $"test_{Interlocked.Increment(ref _schemas)}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE SCHEMA {schema}", connection);
        await create.ExecuteNonQueryAsync();
        return $"{server};Search Path={schema};Application Name={schema}";
    }

    /// <summary>Another process's view of the same database.</summary>
    internal static Database Open(string connectionString, Action<StorageOptions>? configure = null, Action<string>? onPrepare = null)
    {
        var options = new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = connectionString };
        configure?.Invoke(options);
        return new Database(
            Options.Create(new GatewayOptions()), Options.Create(options), TimeProvider.System, NullLogger<Database>.Instance)
        {
            OnPrepare = onPrepare,
        };
    }

    internal async Task<TestStores> OpenStoresAsync()
    {
        var database = Open(await AddSchemaAsync());
        await database.MigrateAsync(CancellationToken.None);
        return TestStores.Over(database, database.DisposeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(s_patience);
            await _process.WaitForExitAsync(patience.Token);
            _process.Dispose();
        }
    }

    private async Task<string> StartAsync()
    {
        var programs = FindPrograms();
        if (programs is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("PostgreSQL's server programs are absent: install postgresql");
        }

        Assert.SkipWhen(programs is null, "PostgreSQL's server programs are absent");
        var port = FreePort();
        string[] shell = ["/bin/sh", "-c", Script, "sh", programs!, $"{port}"];
        string[] command = Environment.IsPrivilegedProcess ? ["/usr/bin/setpriv", .. FindUser(), "--clear-groups", .. shell] : shell;
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var said = _process.StandardError.ReadToEndAsync();
        var connectionString = $"Host=127.0.0.1;Port={port};Username=gateway;Database=postgres";
        await WaitAsync(connectionString, _process, said);
        return connectionString;
    }

    private static async Task WaitAsync(string connectionString, Process process, Task<string> said)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Timeout=2");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (watch.Elapsed < s_patience && !process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException)
            {
                process.StandardInput.Close();
                Assert.Fail($"PostgreSQL did not start: {await said}");
            }
        }
    }

    /// <summary>The newest version that Debian keeps, or that of the path.</summary>
    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(Version).Select(version => version + "/bin")
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(folder + "/initdb") && File.Exists(folder + "/postgres"));
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

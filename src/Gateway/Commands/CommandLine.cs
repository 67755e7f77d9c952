using Gateway.Hosting;
using Gateway.Storage;

namespace Gateway.Commands;

/// <summary>The operator's commands: words, then settings as <c>--Name=value</c>. Without a word the server starts.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Misused = 2;

    private const string Usage = """
        Gateway                      start the server
        Gateway quickstart           start it with a demonstration beside it that a newcomer can follow
        Gateway tenants add NAME     add an organisation; prints its id
        Gateway tenants list         print each organisation's id and name
        Gateway keys add TENANT      make an API key for an organisation, by its id or name; prints the key, this once
        Gateway keys list            print each key's id, its organisation's name, and since when it is in force or revoked
        Gateway keys revoke ID       revoke the API key with that id

        Settings come last, such as --Gateway:DataPath=/var/lib/gateway; those not given are taken from the environment
        (Gateway__DataPath) and appsettings.json.
        """;

    /// <summary>Does what the words among the arguments say and returns the exit code; null when the server is to start.</summary>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is [] or [QuickstartRegistration.Command, ..] || (args[0].StartsWith('-') && !args.Any(IsHelp)))
        {
            return null;
        }

        var words = args.TakeWhile(arg => !IsSetting(arg)).ToArray();
        Func<TenantCommands, Task<int>>? command = words switch
        {
            ["tenants", "add", var name] => commands => commands.AddTenantAsync(name),
            ["tenants", "list"] => commands => commands.ListTenantsAsync(),
            ["keys", "add", var tenant] => commands => commands.AddKeyAsync(tenant),
            ["keys", "list"] => commands => commands.ListKeysAsync(),
            ["keys", "revoke", var id] => commands => commands.RevokeKeyAsync(id),
            _ => null,
        };
        return command is null || args.Any(IsHelp) ? await ExplainAsync() : await RunAsync(command, args[words.Length..]);
    }

    // ids may begin with a dash, but have neither of these
    private static bool IsSetting(string arg) => arg.StartsWith("--", StringComparison.Ordinal) && arg.AsSpan().ContainsAny('=', ':');

    private static bool IsHelp(string arg) => arg is "--help" or "-h" or "-?";

    private static async Task<int> ExplainAsync()
    {
        await Console.Error.WriteLineAsync(Usage);
        return Misused;
    }

    /// <summary>On the server's own database, which may be in use by it meanwhile; nothing listens and nothing is delivered.</summary>
    private static async Task<int> RunAsync(Func<TenantCommands, Task<int>> command, string[] settings)
    {
        try
        {
            var builder = Builder.Create(settings);
            builder.AddHosting();
            builder.AddStorage();
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
            var tenants = app.Services.GetRequiredService<ITenantStore>();
            return await command(new TenantCommands(tenants, app.Services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error));
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync(StartFaults.Describe(fault) ?? fault.Message);
            return Refused;
        }
    }
}

using Gateway.Hosting;
using Gateway.Issuing;
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
        Gateway keys rotate-master   encrypt the signing keys under a new master key; prints the file in which it is

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
        Func<IServiceProvider, Task<int>>? command = words switch
        {
            ["tenants", "add", var name] => services => Tenants(services).AddTenantAsync(name),
            ["tenants", "list"] => services => Tenants(services).ListTenantsAsync(),
            ["keys", "add", var tenant] => services => Tenants(services).AddKeyAsync(tenant),
            ["keys", "list"] => services => Tenants(services).ListKeysAsync(),
            ["keys", "revoke", var id] => services => Tenants(services).RevokeKeyAsync(id),
            ["keys", "rotate-master"] => RotateMasterAsync,
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
    private static async Task<int> RunAsync(Func<IServiceProvider, Task<int>> command, string[] settings)
    {
        try
        {
            var builder = Builder.Create(settings);
            builder.AddHosting();
            builder.AddStorage();
            builder.Services.AddKeys();
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
            return await command(app.Services);
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync(StartFaults.Describe(fault) ?? fault.Message);
            return Refused;
        }
    }

    private static TenantCommands Tenants(IServiceProvider services) => new(
        services.GetRequiredService<ITenantStore>(), services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error);

    private static async Task<int> RotateMasterAsync(IServiceProvider services)
    {
        var file = await services.GetRequiredService<MasterKeyRotation>().RotateAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(file);
        await Console.Error.WriteLineAsync(services.GetRequiredService<MasterKeyFile>().IsSetting
            ? $"The signing keys are under a new master key, which is in {file}: set Gateway:Issuing:MasterKey to it, then delete the file."
            : $"The signing keys are under a new master key, which is in {file}: keep a copy of it in a safe place.");
        return Done;
    }
}

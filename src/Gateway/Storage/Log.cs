namespace Gateway.Storage;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Database migration {Name} applied")]
    public static partial void MigrationApplied(ILogger logger, string name);
}

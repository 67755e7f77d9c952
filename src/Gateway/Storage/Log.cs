namespace Gateway.Storage;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Database migration {Name} applied")]
    public static partial void MigrationApplied(ILogger logger, string name);

    [LoggerMessage(2, LogLevel.Error, "Could not make partitions for rows to come; tried again in an hour. Until then there are others.")]
    public static partial void NoPartitions(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Other processes cannot be told of deliveries, or heard of, for now: they are found by asking.")]
    public static partial void NoNotices(ILogger logger, Exception exception);
}

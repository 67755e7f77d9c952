using System.Net;

namespace Gateway.Outbound;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Refused to connect to {Host}: address {Address} is not public")]
    public static partial void AddressRefused(ILogger logger, string host, IPAddress address);

    [LoggerMessage(LogLevel.Information, "Circuit of {Host} opened for {Lane}")]
    public static partial void CircuitOpened(ILogger logger, string host, string lane);

    [LoggerMessage(LogLevel.Information, "Circuit of {Host} closed for {Lane}")]
    public static partial void CircuitClosed(ILogger logger, string host, string lane);
}

namespace Gateway.Outbound;

/// <summary>Turns what the platform throws into sentences that name the host and nothing behind it.</summary>
internal static class Faults
{
    public static Answer NotInTime(string host) => Answer.Failed($"host {host} did not answer in time", Trouble.TimedOut);

    public static Answer Describe(Exception exception, string host) => exception switch
    {
        { InnerException: NoPublicAddressException inner } => Answer.Failed($"host {host} has no public address", inner.Trouble),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            Answer.Failed($"no secure connection to host {host}: its certificate or its TLS does not hold", Trouble.Unreachable),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            Answer.Failed($"the headers that host {host} sent are too long", Trouble.Unreadable),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
            Answer.Failed($"what host {host} sent is not HTTP", Trouble.Unreadable),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            or { InnerException: ConnectionLostException }
            or IOException => Answer.Failed($"host {host} broke off its answer", Trouble.Unreachable),
        _ => Answer.Failed($"no connection to host {host}", Trouble.Unreachable),
    };
}

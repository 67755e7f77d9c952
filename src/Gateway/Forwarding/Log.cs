namespace Gateway.Forwarding;

/// <summary>What the forwarding slice logs: ids and DIDs, never a body.</summary>
internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Information, "Delivered {Delivery} of credential {Credential} to {Recipient} at attempt {Attempt}.")]
    public static partial void Delivered(ILogger logger, string delivery, string credential, string recipient, int attempt);

    [LoggerMessage(301, LogLevel.Warning,
        "Could not deliver {Delivery} of credential {Credential} to {Recipient} at attempt {Attempt} ({Status}); due at {RetryAt:O}.")]
    public static partial void DeliveryFailed(
        ILogger logger, string delivery, string credential, string recipient, int attempt, int? status, DateTimeOffset? retryAt);

    [LoggerMessage(302, LogLevel.Warning, "Lost the lease of delivery {Delivery} before its outcome was kept; it may arrive again.")]
    public static partial void LeaseLost(ILogger logger, string delivery);

    [LoggerMessage(303, LogLevel.Error, "Could not keep the outcome of delivery {Delivery}; it is due again when its lease ends.")]
    public static partial void OutcomeNotKept(ILogger logger, Exception exception, string delivery);

    [LoggerMessage(304, LogLevel.Error, "Could not claim deliveries; tried again shortly.")]
    public static partial void ClaimFailed(ILogger logger, Exception exception);

    [LoggerMessage(305, LogLevel.Error, "An attempt of delivery {Delivery} ended in a fault of ours.")]
    public static partial void AttemptFaulted(ILogger logger, Exception exception, string delivery);

    [LoggerMessage(307, LogLevel.Error,
        "Gave up {Delivery} of credential {Credential} to {Recipient} at attempt {Attempt} ({Status}).")]
    public static partial void GivenUp(ILogger logger, string delivery, string credential, string recipient, int attempt, int? status);

    [LoggerMessage(308, LogLevel.Warning, "{Recipient} answered 410: nothing more is sent to it for that tenant.")]
    public static partial void RecipientDisabled(ILogger logger, string recipient);

    [LoggerMessage(309, LogLevel.Warning, "{Recipient} failed several times and is left alone for a while.")]
    public static partial void RecipientUnwell(ILogger logger, string recipient);

    [LoggerMessage(306, LogLevel.Error, "Could not renew leases; tried again shortly. What is in flight may be sent twice.")]
    public static partial void NotRenewed(ILogger logger, Exception exception);
}

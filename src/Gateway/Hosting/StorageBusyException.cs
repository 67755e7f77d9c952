namespace Gateway.Hosting;

/// <summary>Storage has more to write than it can take now; nothing was kept, and trying again later may help.</summary>
internal sealed class StorageBusyException(string message, Exception? innerException = null) : Exception(message, innerException);

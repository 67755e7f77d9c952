namespace Gateway.Issuing;

/// <summary>There is no master key, or not the right one; the message tells the operator in a line what to do.</summary>
internal sealed class MasterKeyException(string message, Exception? innerException = null) : Exception(message, innerException);

namespace Gateway.Storage;

/// <summary>The database is not one that this version of the program may use; the message says why, in one line for the operator.</summary>
internal sealed class DatabaseVersionException(string message) : Exception(message);

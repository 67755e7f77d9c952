using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>Runs writes, each as a transaction of its own or as if it were; nobody is answered before the commit.</summary>
internal interface IWriter : IAsyncDisposable
{
    /// <summary>Runs a write in a transaction; completes after the commit. A write that has begun is not cancelled.</summary>
    /// <exception cref="StorageBusyException">Too many are waiting, the writer is closing, or the database cannot be reached.</exception>
    Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken);
}

using System.Data.Common;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>Runs writes, each as a transaction of its own or as if it were; nobody is answered before the commit.</summary>
internal interface IWriter : IAsyncDisposable
{
    /// <summary>Runs a write in a transaction; completes after the commit. A write that has begun is not cancelled.</summary>
    /// <exception cref="StorageBusyException">Too many are waiting, the writer is closing, or the database cannot be reached.</exception>
    Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs statements as a transaction, none of which needs what another answers, in one journey where the engine is a server; the rows
    /// of each. When the connection is lost it may be run again though it was committed: twice must be as good as once.
    /// </summary>
    /// <exception cref="StorageBusyException">As above.</exception>
    Task<IReadOnlyList<List<T>>> WriteAllAsync<T>(IReadOnlyList<Statement> statements, Func<DbDataReader, T> read);
}

using System.Data.Common;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>
/// Many writers, each with a transaction of its own: for an engine whose server has concurrent commits share their wait for the disk.
/// </summary>
internal sealed class DirectWrites(IDialect dialect, Func<Task<Session>> open, int writers, int maxQueued) : IWriter
{
    /// <summary>How often a transaction is made again that had to give way to another.</summary>
    private const int Tries = 5;

    private readonly SessionPool _sessions = new(open, writers);
    private int _queued;

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        TakeTurnAsync(session => RunAsync(session, work), cancellationToken);

    /// <summary>A batch is a transaction of the server's, whose commit comes with the end of the batch.</summary>
    public Task<IReadOnlyList<List<T>>> WriteAllAsync<T>(IReadOnlyList<Statement> statements, Func<DbDataReader, T> read) =>
        TakeTurnAsync(session => session.ListAllAsync(statements, read), CancellationToken.None);

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private async Task<T> TakeTurnAsync<T>(Func<Session, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _queued) > maxQueued + writers)
            {
                throw new StorageBusyException("Too many writes are waiting.");
            }

            return await _sessions.UseAsync(session => TryAsync(session, run), cancellationToken);
        }
        catch (Exception fault) when (dialect.IsBusy(fault) || fault is ObjectDisposedException)
        {
            throw new StorageBusyException("The database cannot be written to.", fault);
        }
        finally
        {
            Interlocked.Decrement(ref _queued);
        }
    }

    private static async Task<T> TryAsync<T>(Session session, Func<Session, Task<T>> run)
    {
        for (var triesLeft = Tries; ; triesLeft--)
        {
            try
            {
                return await run(session);
            }
            catch (Exception fault) when (triesLeft > 1 && fault is DbException { SqlState: ['4', '0', ..] })
            {
                // class 40: it had to give way to another (a deadlock); nothing of it is left, and the other one is through
            }
        }
    }

    private async Task<T> RunAsync<T>(Session session, Func<Session, Task<T>> work)
    {
        T answer;
        await session.BeginAsync();
        try
        {
            answer = await work(session);
        }
        catch (Exception) when (session.IsOpen)
        {
            await session.RollBackAsync();
            throw;
        }

        try
        {
            await session.CommitAsync();
            return answer;
        }
        catch (Exception fault) when (dialect.IsBusy(fault) && !session.IsOpen)
        {
            throw new StorageBusyException("The connection was lost at the commit: nobody can tell what came of it.", fault);
        }
    }
}

using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>
/// The one writer. Writes that are waiting share a transaction, and so its one wait for the disk; each stands or falls by itself
/// in a savepoint. Nobody is answered before the commit.
/// </summary>
internal sealed class WriteQueue : IWriter
{
    private readonly Channel<IWrite> _queue;
    private readonly IDialect _dialect;
    private readonly Func<Task<Session>> _open;
    private readonly int _maxGroup;
    private readonly List<IWrite> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Session? _session;

    public WriteQueue(IDialect dialect, Func<Task<Session>> open, int maxQueued, int maxGroup)
    {
        _dialect = dialect;
        _open = open;
        _maxGroup = maxGroup;
        _queue = Channel.CreateBounded<IWrite>(new BoundedChannelOptions(maxQueued) { SingleReader = true });

        // A thread of its own: a commit blocks it for as long as the disk takes, which no thread of the pool should.
        new Thread(Run) { IsBackground = true, Name = "storage writer" }.Start();
    }

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        var write = new Write<T>(_dialect, work, cancellationToken);
        return _queue.Writer.TryWrite(write)
            ? write.Answer
            : Task.FromException<T>(new StorageBusyException("Too many writes are waiting."));
    }

    public Task<IReadOnlyList<List<T>>> WriteAllAsync<T>(IReadOnlyList<Statement> statements, Func<DbDataReader, T> read) =>
        WriteAsync(session => session.ListAllAsync(statements, read), CancellationToken.None);

    /// <summary>Refuses more, commits what is waiting, closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            WriteGroupAsync().GetAwaiter().GetResult();
        }

        CloseAsync().GetAwaiter().GetResult();
        _ended.SetResult();
    }

    private async Task WriteGroupAsync()
    {
        try
        {
            await RunGroupAsync();
            _group.ForEach(write => write.Complete());
        }
        catch (Exception fault)
        {
            // The transaction is lost, or nobody can tell: none of the group is acknowledged, and the connection is not used again.
            await CloseAsync();
            _group.ForEach(write => write.Fail(fault));
        }

        _group.Clear();
    }

    private async Task RunGroupAsync()
    {
        if (!TryTake(out var write))
        {
            return;
        }

        _session ??= await _open();
        await _session.BeginAsync();
        do
        {
            await RunAloneAsync(write, _session);
        }
        while (_group.Count < _maxGroup && TryTake(out write));

        await _session.CommitAsync();
    }

    private bool TryTake(out IWrite write)
    {
        while (_queue.Reader.TryRead(out write!))
        {
            if (!write.IsCanceled())
            {
                _group.Add(write);
                return true;
            }
        }

        return false;
    }

    private static async Task RunAloneAsync(IWrite write, Session session)
    {
        await session.ExecuteAsync("SAVEPOINT write");
        if (await write.TryRunAsync(session) is { } fault)
        {
            await RollBackAsync(session, fault);
        }

        await session.ExecuteAsync("RELEASE write");
    }

    private static async Task RollBackAsync(Session session, Exception fault)
    {
        try
        {
            await session.ExecuteAsync("ROLLBACK TO write");
        }
        catch (Exception)
        {
            // There is nothing to go back to: the fault (a full disk, say) has ended the whole transaction, and the group is lost.
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private async Task CloseAsync()
    {
        var session = _session;
        _session = null;
        try
        {
            await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception)
        {
            // What it committed is kept, what it did not is lost: how it closes changes neither.
        }
    }

    private interface IWrite
    {
        bool IsCanceled();

        Task<Exception?> TryRunAsync(Session session);

        void Complete();

        void Fail(Exception fault);
    }

    private sealed class Write<T>(IDialect dialect, Func<Session, Task<T>> work, CancellationToken cancellationToken) : IWrite
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _fault;

        public Task<T> Answer => _answer.Task;

        public bool IsCanceled() => cancellationToken.IsCancellationRequested && _answer.TrySetCanceled(cancellationToken);

        public async Task<Exception?> TryRunAsync(Session session)
        {
            try
            {
                _result = await work(session);
            }
            catch (Exception fault)
            {
                _fault = fault;
            }

            return _fault;
        }

        public void Complete()
        {
            if (_fault is null)
            {
                _answer.SetResult(_result!);
            }
            else
            {
                _answer.SetException(Describe(_fault, _fault));
            }
        }

        public void Fail(Exception fault) => _answer.SetException(_fault is null
            ? Describe(fault, new IOException("The commit failed; nothing of it was acknowledged.", fault))
            : Describe(_fault, _fault));

        private Exception Describe(Exception fault, Exception usual) => dialect.IsBusy(fault)
            ? new StorageBusyException("The database cannot be written to now: another process writes, or its disk is full.", fault)
            : usual;
    }
}

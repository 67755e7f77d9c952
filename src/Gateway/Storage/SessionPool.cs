using System.Collections.Concurrent;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>A bounded number of sessions; the one used last is used next.</summary>
internal sealed class SessionPool(Func<Task<Session>> open, int size) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(size);
    private readonly ConcurrentStack<Session> _idle = new();

    /// <summary>Uses a session, waiting for its turn.</summary>
    /// <param name="use">
    /// What to do. It is done again with another session when this one's connection was lost; where something may have come of it all
    /// the same, it says so with a <see cref="StorageBusyException"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> UseAsync<T>(Func<Session, Task<T>> use, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await UseAsync(use);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits for those who are using one, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < size; i++)
        {
            await _places.WaitAsync();
        }

        while (_idle.TryPop(out var session))
        {
            await session.DisposeAsync();
        }

        _places.Dispose();
    }

    private async Task<T> UseAsync<T>(Func<Session, Task<T>> use)
    {
        while (true)
        {
            var isIdle = _idle.TryPop(out var session);
            session ??= await open();
            try
            {
                var answer = await use(session);
                _idle.Push(session);
                return answer;
            }
            catch (Exception fault)
            {
                // What went wrong may be the connection's: the next user gets another. One that was lost while it lay idle takes others
                // with it: they go one by one, until one works or a new one is opened.
                var wasLost = isIdle && !session.IsOpen && fault is not StorageBusyException;
                await session.DisposeAsync();
                if (!wasLost)
                {
                    throw;
                }
            }
        }
    }
}

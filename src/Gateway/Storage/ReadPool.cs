using System.Collections.Concurrent;

namespace Gateway.Storage;

/// <summary>A bounded number of connections for reading; the one used last is used next.</summary>
internal sealed class ReadPool(Func<Task<Session>> open, int size) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(size);
    private readonly ConcurrentStack<Session> _idle = new();

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var session = _idle.TryPop(out var idle) ? idle : await open();
            return await UseAsync(session, read);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits for those who are reading, then closes.</summary>
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

    private async Task<T> UseAsync<T>(Session session, Func<Session, Task<T>> read)
    {
        try
        {
            var answer = await read(session);
            _idle.Push(session);
            return answer;
        }
        catch
        {
            // What went wrong may be the connection's: the next reader gets another.
            await session.DisposeAsync();
            throw;
        }
    }
}

using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>
/// The master key in use: found and checked against the database before the first request, and read again when another process has
/// rotated it.
/// </summary>
internal sealed class MasterKeys(MasterKeyFile file, IMasterKeyStore store, TimeProvider time, ILogger<MasterKeys> logger)
    : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private MasterKey? _current;

    /// <summary>Finds the key, and makes one for a database that has none when nothing is configured.</summary>
    /// <exception cref="MasterKeyException">It is missing or another one.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await store.FindIdAsync(cancellationToken);
        var key = file.Read() ?? (known is null && file.MayBeMade ? await MakeAsync(cancellationToken) : null);
        known ??= key is null ? null : await store.SetFirstAsync(key.Id, time.GetUtcNow(), cancellationToken);
        _current = key is null ? throw Missing(known)
            : key.Id == known ? key
            : FinishRotation(known!) ?? throw Wrong(key, known!);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The key in use.</summary>
    public MasterKey Current => _current ?? throw new SignerUnavailableException("the master key was not read yet");

    /// <summary>The key of that id, which is the one in use unless another process has rotated it since.</summary>
    /// <exception cref="SignerUnavailableException">It cannot be had.</exception>
    public async ValueTask<MasterKey> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (Current.Id == id)
        {
            return Current;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            // not disposed of: somebody may be using it; it opens nothing in the database any more
            _current = Current.Id == id ? Current
                : file.Read() is { } read && read.Id == id ? read
                : throw new SignerUnavailableException($"signing keys are sealed under the master key {id}; {Current.Id} is configured");
            return _current;
        }
        catch (Exception fault) when (fault is MasterKeyException or IOException or UnauthorizedAccessException)
        {
            throw new SignerUnavailableException($"the master key {id} cannot be read", fault);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks whether another process has rotated it, and reads the new one.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (await store.FindIdAsync(cancellationToken) is { } id)
        {
            await GetAsync(id, cancellationToken);
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _current?.Dispose();
    }

    private async Task<MasterKey?> MakeAsync(CancellationToken cancellationToken)
    {
        using var made = MasterKey.Create();
        file.WriteFirst(made);
        var key = file.Read();
        if (key?.Id == made.Id)
        {
            logger.MasterKeyMade(made.Id, file.FilePath);
            await Console.Out.WriteLineAsync(
                $"Master key of the signing keys made: {file.FilePath}. Without it they are lost: keep a copy of it in a safe place, apart "
                + "from copies of the database.");
        }

        return key;
    }

    /// <summary>The key of a rotation that ended between the database and the file.</summary>
    private MasterKey? FinishRotation(string known)
    {
        if (file.ReadNext() is not { } next || next.Id != known)
        {
            return null;
        }

        if (!file.IsSetting)
        {
            file.TakeNext();
            logger.MasterKeyRotated(next.Id);
        }

        return next;
    }

    private MasterKeyException Missing(string? known) => new(known is null
        ? $"Gateway:Issuing:MasterKeyFile: there is no file {file.FilePath}."
        : $"Gateway:Issuing: the master key {known} of this database's signing keys is missing: there is no file {file.FilePath}, "
            + "and Gateway:Issuing:MasterKey is not set.");

    private MasterKeyException Wrong(MasterKey key, string known) => new(
        $"Gateway:Issuing: the master key {(file.IsSetting ? "set" : $"in {file.FilePath}")} is {key.Id}; this database's signing keys are "
        + $"under {known}.");
}

using System.Data;
using System.Data.Common;
using System.Diagnostics;

namespace Gateway.Storage;

/// <summary>A statement of a batch, with its parameters.</summary>
internal readonly record struct Statement(string Sql, params (string Name, object? Value)[] Parameters);

/// <summary>
/// A connection for one user at a time. Each statement is prepared once and kept; callers give the same statement its parameters
/// in the same order every time.
/// </summary>
internal sealed class Session(DbConnection connection, IDialect dialect, Action<string>? onPrepare = null) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];
    private readonly Dictionary<string, string> _translated = [];
    private DbTransaction? _transaction;

    /// <summary>Whether the connection is still one.</summary>
    public bool IsOpen => connection.State == ConnectionState.Open;

    /// <summary>Begins a transaction that writes.</summary>
    public async Task BeginAsync() => _transaction = await dialect.BeginAsync(connection);

    /// <summary>Completes when the transaction will last.</summary>
    public Task CommitAsync() => _transaction is null ? ExecuteAsync("COMMIT") : _transaction.CommitAsync();

    /// <summary>Undoes the transaction.</summary>
    public Task RollBackAsync() => _transaction is null ? ExecuteAsync("ROLLBACK") : _transaction.RollbackAsync();

    /// <summary>Runs a statement; how many rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Command(sql, parameters).ExecuteNonQueryAsync();

    /// <summary>The first row; default when there is none.</summary>
    public Task<T?> FindAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        FindAsync(Command(sql, parameters), read);

    /// <summary>All rows.</summary>
    public Task<List<T>> ListAsync<T>(
        string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        ListAsync(Command(sql, parameters), read);

    /// <summary>Runs statements in order, sent together where the engine is a server; none needs what another answers.</summary>
    public async Task ExecuteAllAsync(IReadOnlyList<Statement> statements)
    {
        if (connection.CanCreateBatch && statements.Count > 0)
        {
            await using var batch = Batch(statements);
            await batch.ExecuteNonQueryAsync();
            return;
        }

        foreach (var statement in statements)
        {
            await ExecuteAsync(statement.Sql, statement.Parameters);
        }
    }

    /// <summary>The rows of each statement; otherwise as <see cref="ExecuteAllAsync"/>.</summary>
    public async Task<IReadOnlyList<List<T>>> ListAllAsync<T>(IReadOnlyList<Statement> statements, Func<DbDataReader, T> read)
    {
        var all = new List<List<T>>(statements.Count);
        if (connection.CanCreateBatch && statements.Count > 0)
        {
            await using var batch = Batch(statements);
            await using var reader = await batch.ExecuteReaderAsync();
            do
            {
                all.Add(await ReadAllAsync(reader, read));
            }
            while (await reader.NextResultAsync());
            return all;
        }

        foreach (var statement in statements)
        {
            all.Add(await ListAsync(statement.Sql, read, statement.Parameters));
        }

        return all;
    }

    /// <summary>Runs several statements that will not be run again, for as long as they take.</summary>
    public async Task ExecuteScriptAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        SetText(command, dialect.Translate(sql));
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private static async Task<T?> FindAsync<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? read(reader) : default;
    }

    private static async Task<List<T>> ListAsync<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        await using var reader = await command.ExecuteReaderAsync();
        return await ReadAllAsync(reader, read);
    }

    private static async Task<List<T>> ReadAllAsync<T>(DbDataReader reader, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private DbBatch Batch(IReadOnlyList<Statement> statements)
    {
        var batch = connection.CreateBatch();
        foreach (var (sql, parameters) in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = Translate(sql);
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Prepare(sql, parameters);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.Parameters[i];
            Debug.Assert(parameter.ParameterName == parameters[i].Name, "a statement's parameters come in one order");
            parameter.Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        SetText(command, Translate(sql));
        foreach (var (name, _) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        _commands.Add(sql, command);
        return command;
    }

    private string Translate(string sql)
    {
        if (!_translated.TryGetValue(sql, out var translated))
        {
            translated = dialect.Translate(sql);
            _translated.Add(sql, translated);
            onPrepare?.Invoke(translated);
        }

        return translated;
    }

    // The one place where text becomes a statement: all of it are constants of this namespace, what others send are parameters.
    private static void SetText(DbCommand command, string sql) => command.CommandText = sql;
}

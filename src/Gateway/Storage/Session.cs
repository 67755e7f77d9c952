using System.Data.Common;
using System.Diagnostics;

namespace Gateway.Storage;

/// <summary>
/// A connection for one user at a time. Each statement is prepared once and kept; callers give the same statement its parameters
/// in the same order every time.
/// </summary>
internal sealed class Session(DbConnection connection, Action<string>? onPrepare = null) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];

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

    /// <summary>Runs several statements that will not be run again.</summary>
    public async Task ExecuteScriptAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        SetText(command, sql);
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
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
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
        SetText(command, sql);
        foreach (var (name, _) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        onPrepare?.Invoke(sql);
        _commands.Add(sql, command);
        return command;
    }

    // The one place where text becomes a statement: all of it are constants of this namespace, what others send are parameters.
    private static void SetText(DbCommand command, string sql) => command.CommandText = sql;
}

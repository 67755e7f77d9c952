using System.Data.Common;

namespace Gateway.Storage;

/// <summary>What one engine does in its own way: types, connections, transactions, what its errors mean.</summary>
internal interface IDialect
{
    /// <summary>The setting that names the database, and the database; nothing secret.</summary>
    string Place { get; }

    /// <summary>Replaces the words that stand for what engines call differently, in migrations and in statements.</summary>
    string Translate(string sql);

    /// <summary>Whether the migration is for this engine.</summary>
    bool Takes(Migration migration);

    /// <summary>Opens a connection for writing, making the database when it is not there and this engine can.</summary>
    Task<DbConnection> OpenWriterAsync();

    /// <summary>Opens a connection that cannot write; the database must be there.</summary>
    Task<DbConnection> OpenReaderAsync();

    /// <summary>Begins a transaction that writes; null where COMMIT as a statement ends it.</summary>
    Task<DbTransaction?> BeginAsync(DbConnection connection);

    /// <summary>What migrations do first in their transaction, so that one process makes them at a time; null when beginning did.</summary>
    string? LockForMigration { get; }

    /// <summary>Whether tables are in partitions, which are to be made before they are needed.</summary>
    bool HasPartitions { get; }

    /// <summary>Whether other processes can be told, and heard of, without asking the database again and again.</summary>
    bool HasNotices { get; }

    /// <summary>A statement that tells other processes, and this one, that there is something to deliver.</summary>
    string Tell { get; }

    /// <summary>Calls back whenever a process tells, and at once; returns when the connection is lost.</summary>
    Task ListenAsync(Action heard, CancellationToken cancellationToken);

    /// <summary>Why what the database acknowledges would not last; null when it would.</summary>
    Task<string?> FindWeaknessAsync(Session session);

    /// <summary>Whether the error is nobody's fault here (a lock, a lost connection, a server not up): later may be better.</summary>
    bool IsBusy(Exception fault);

    /// <summary>Whether the database was taken away while connections to it are open.</summary>
    bool IsGone();
}

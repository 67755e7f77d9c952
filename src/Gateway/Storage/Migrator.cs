using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Storage;

/// <summary>A numbered step of the database's schema.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>Tells whether the step was the same when it was applied.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>Applies each migration once, in order; all that are missing in one transaction.</summary>
internal static class Migrator
{
    private const string Prefix = "migrations/";

    /// <summary>This program's, in order.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } =
    [
        .. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>Returns those that were applied now. When it throws, the session is to be closed, which rolls all of them back.</summary>
    public static async Task<IReadOnlyList<Migration>> RunAsync(
        Session session, IDialect dialect, IReadOnlyList<Migration> migrations, DateTimeOffset now)
    {
        await session.BeginAsync();
        if (dialect.LockForMigration is { } sql)
        {
            await session.ExecuteScriptAsync(sql);
        }

        await session.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_migrations "
            + "(version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        var applied = await session.ListAsync(
            "SELECT version, name, sha256 FROM schema_migrations ORDER BY version",
            row => (Version: row.GetInt32(0), Name: row.GetString(1), Sha256: row.GetString(2)));
        foreach (var (version, name, sha256) in applied)
        {
            Check(version, name, sha256, migrations);
        }

        var missing = migrations.Where(m => applied.All(a => a.Version != m.Version)).ToList();
        foreach (var migration in missing)
        {
            await ApplyAsync(session, migration, now);
        }

        await session.CommitAsync();
        return missing;
    }

    private static void Check(int version, string name, string sha256, IReadOnlyList<Migration> migrations)
    {
        var known = migrations.FirstOrDefault(m => m.Version == version)
            ?? throw new DatabaseVersionException(
                $"The database has migration {name}, which this program does not know: it was made by a newer version. Use that one.");
        if (known.Sha256 != sha256)
        {
            throw new DatabaseVersionException(
                $"The database has another {name} than this program: it was made by a version that was never released.");
        }
    }

    private static async Task ApplyAsync(Session session, Migration migration, DateTimeOffset now)
    {
        await session.ExecuteScriptAsync(migration.Sql);
        await session.ExecuteAsync(
            "INSERT INTO schema_migrations (version, name, sha256, applied_at) VALUES (@version, @name, @sha256, @now)",
            ("@version", migration.Version),
            ("@name", migration.Name),
            ("@sha256", migration.Sha256),
            ("@now", now.ToUnixTimeMilliseconds()));
    }

    private static Migration Read(string resource)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var name = resource[Prefix.Length..];
        return new Migration(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}

using System.Globalization;

namespace Gateway.Storage;

/// <summary>Makes the partitions that rows will soon go to (004-postgres-partitions.sql says of which tables and why).</summary>
internal static class Partitions
{
    /// <summary>Credentials to a partition: their bytes are some 200 GB, the index of their facets some 10.</summary>
    public const long CredentialsEach = 10_000_000;

    /// <summary>How many are there beforehand.</summary>
    private const int Ahead = 3;

    private static readonly string[] s_ofCredentials = ["credential_bytes", "credential_facets"];

    private static readonly string[] s_ofMonths = ["events", "delivery_attempts"];

    /// <summary>Makes those that are missing; how many.</summary>
    public static async Task<int> MakeAsync(Session session, IDialect dialect, DateTimeOffset now)
    {
        await session.ExecuteScriptAsync(dialect.LockForMigration!);
        await session.ExecuteAsync("SET LOCAL lock_timeout = '3s'");
        var last = await session.FindAsync("SELECT last_value FROM credentials_seq_seq", row => row.GetInt64(0));
        var made = 0;
        for (var number = last / CredentialsEach; number <= (last / CredentialsEach) + Ahead; number++)
        {
            foreach (var table in s_ofCredentials)
            {
                made += await MakeAsync(session, table, $"{number}", number * CredentialsEach, (number + 1) * CredentialsEach);
            }
        }

        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i <= Ahead; i++, month = month.AddMonths(1))
        {
            foreach (var table in s_ofMonths)
            {
                var name = month.ToString("yyyy_MM", CultureInfo.InvariantCulture);
                made += await MakeAsync(session, table, name, month.ToUnixTimeMilliseconds(), month.AddMonths(1).ToUnixTimeMilliseconds());
            }
        }

        return made;
    }

    private static async Task<int> MakeAsync(Session session, string table, string suffix, long from, long to)
    {
        if (await session.FindAsync("SELECT to_regclass(@name) IS NOT NULL", row => row.GetBoolean(0), ("@name", $"{table}_{suffix}")))
        {
            return 0;
        }

        // attached, not made in place: that would lock the whole table against those who read it
        await session.ExecuteScriptAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE {table}_{suffix} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING STORAGE);
            ALTER TABLE {table} ATTACH PARTITION {table}_{suffix} FOR VALUES FROM ({from}) TO ({to});
            """));
        return 1;
    }
}

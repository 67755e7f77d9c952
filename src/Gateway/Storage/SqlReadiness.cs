using Gateway.Hosting;

namespace Gateway.Storage;

/// <inheritdoc cref="IReadiness"/>
internal sealed class SqlReadiness(Database database) : IReadiness
{
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        // a connection that is open reads on in a file that was taken away, and so would what it writes be lost
        if (!File.Exists(database.FilePath))
        {
            return "The database cannot be read.";
        }

        try
        {
            var version = await database.ReadAsync(
                session => session.FindAsync("SELECT MAX(version) FROM schema_migrations", row => row.GetNumber(0)),
                cancellationToken);
            return version == Migrator.Embedded[^1].Version ? null : "The database is of another version than the program.";
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return "The database cannot be read.";
        }
    }
}

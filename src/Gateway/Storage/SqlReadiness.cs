using Gateway.Hosting;

namespace Gateway.Storage;

/// <inheritdoc cref="IReadiness"/>
internal sealed class SqlReadiness(Database database) : IReadiness
{
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        if (database.IsGone)
        {
            return "The database cannot be read.";
        }

        try
        {
            var version = await database.ReadAsync(
                session => session.FindAsync("SELECT MAX(version) FROM schema_migrations", row => row.GetNumber(0)),
                cancellationToken);
            return version == database.Version ? null : "The database is of another version than the program.";
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return "The database cannot be read.";
        }
    }
}

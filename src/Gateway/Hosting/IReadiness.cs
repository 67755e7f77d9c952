namespace Gateway.Hosting;

/// <summary>Says whether the database can be reached and is migrated.</summary>
internal interface IReadiness
{
    /// <summary>Null when ready, else why not, in words that may be shown to anybody.</summary>
    Task<string?> FindFaultAsync(CancellationToken cancellationToken);
}

namespace Gateway.Storage;

/// <summary>Sees to it that there are partitions before they are needed.</summary>
internal sealed class PartitionKeeper(Database database, TimeProvider time, ILogger<PartitionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                await database.MakePartitionsAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NoPartitions(logger, fault);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

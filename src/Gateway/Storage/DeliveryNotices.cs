using Gateway.Forwarding;

namespace Gateway.Storage;

/// <summary>
/// Where several processes share a database: tells the others of deliveries that this one committed, and wakes its worker when one tells.
/// Apart from the commits, because a commit that tells waits for all others that do; and few times for many. What is not told, because
/// the process died or the connection is lost, is found when the worker next asks.
/// </summary>
internal sealed class DeliveryNotices(Database database, DeliverySignal signal, TimeProvider time, ILogger<DeliveryNotices> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database.HasNotices
        ? Task.WhenAll(RepeatAsync(TellAsync, stoppingToken), RepeatAsync(ListenAsync, stoppingToken))
        : Task.CompletedTask;

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        await database.NewDeliveries.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
        stoppingToken.ThrowIfCancellationRequested();
        await database.TellAsync(stoppingToken);
        await Task.Delay(s_atMostEvery, time, stoppingToken);
    }

    private Task ListenAsync(CancellationToken stoppingToken) => database.ListenAsync(signal.Notify, stoppingToken);

    private async Task RepeatAsync(Func<CancellationToken, Task> act, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await act(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.NoNotices(logger, fault);
                await Task.WhenAny(Task.Delay(s_pause, time, stoppingToken));
            }
        }
    }
}

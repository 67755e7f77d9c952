namespace Gateway.Hosting;

/// <summary>Tells the operator where the gateway listens, once it does.</summary>
internal sealed class Greeting(IHostApplicationLifetime lifetime, PublicUrl url) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine($"Gateway: {url.Base}  (API: {url.For("/swagger")}; Ctrl-C stops)"));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

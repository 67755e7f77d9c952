namespace Gateway.Hosting;

/// <summary>Tells the operator where the gateway listens, once it does.</summary>
internal sealed class Greeting(IHostApplicationLifetime lifetime, PublicUrl url, StartPhase start) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            start.IsOver = true;
            Console.Out.WriteLine($"Gateway: {url.Base}  (API: {url.For("/swagger")}; Ctrl-C stops)");
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Whether the server has come to listen. Until then Program says in a line what goes wrong, and the log need not.</summary>
internal sealed class StartPhase
{
    public bool IsOver { get; set; }
}

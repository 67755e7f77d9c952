using System.Net;

namespace Gateway.Outbound;

/// <summary>Looks up a host's addresses; a service of its own so that tests can name hosts. Throws when there are none.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host);

/// <summary>The machine's own resolver.</summary>
internal static class SystemResolver
{
    // on a thread of its own: the system's resolver blocks, and a name server that never answers must not take the pool's threads
    public static Task<IPAddress[]> ResolveAsync(string host) => Task.Factory.StartNew(
        () => Dns.GetHostAddresses(host), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

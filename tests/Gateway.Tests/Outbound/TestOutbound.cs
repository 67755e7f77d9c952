using System.Net;
using Gateway.Outbound;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Outbound;

/// <summary>Makes what is under test, with names that resolve as a test wants.</summary>
internal static class TestOutbound
{
    /// <summary>Every name is this machine.</summary>
    public static ResolveHost Loopback { get; } = Names(_ => [IPAddress.Loopback]);

    public static ResolveHost Names(Func<string, IPAddress[]> addresses) => host => Task.FromResult(addresses(host));

    public static GuardedOutbound Create(Action<OutboundOptions>? set = null, ResolveHost? resolve = null, TimeProvider? time = null)
    {
        var options = new OutboundOptions { AllowLoopback = true, Retries = 0, TimeLimit = TimeSpan.FromSeconds(10) };
        set?.Invoke(options);
        return new GuardedOutbound(
            Options.Create(options), resolve ?? Loopback, time ?? TimeProvider.System, NullLogger<GuardedOutbound>.Instance);
    }
}

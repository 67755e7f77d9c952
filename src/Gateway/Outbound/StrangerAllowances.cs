using System.Net;
using System.Net.Sockets;
using Gateway.Hosting;

namespace Gateway.Outbound;

/// <summary>Counts what strangers' addresses made the gateway fetch: an exact window of 60 seconds for each address remembered.</summary>
internal sealed class StrangerAllowances(OutboundOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly BoundedTable<IPAddress, Queue<long>> _fetches = new(options.StrangersRemembered);

    /// <summary>Takes one fetch; when none is left, says how long until there is one.</summary>
    public TimeSpan? TryTake(IPAddress? address)
    {
        var fetches = _fetches.GetOrAdd(Group(address), _ => []);
        var now = time.GetTimestamp();
        lock (fetches)
        {
            while (fetches.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= s_window)
            {
                fetches.Dequeue();
            }

            if (fetches.Count >= options.StrangerFetchesPerMinute)
            {
                return s_window - time.GetElapsedTime(fetches.Peek(), now);
            }

            fetches.Enqueue(now);
            return null;
        }
    }

    /// <summary>An IPv4 address stands for itself, mapped or not; an IPv6 address for its /64, which is one customer's.</summary>
    private static IPAddress Group(IPAddress? address)
    {
        if (address is null or { AddressFamily: not AddressFamily.InterNetworkV6 })
        {
            return address ?? IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}

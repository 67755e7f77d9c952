using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// Which addresses belong to the public internet. IPv6 is judged by what is allowed (global unicast, 2000::/3) less what is special
/// in it; IPv4 by what is special. Sources: the IANA special-purpose address registries.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] s_specialV4 = Networks(
        "0.0.0.0/8", // this network
        "10.0.0.0/8", // private
        "100.64.0.0/10", // shared by carriers' NAT; one cloud's metadata too
        "127.0.0.0/8", // loopback
        "168.63.129.16/32", // a cloud's platform services behind a public address
        "169.254.0.0/16", // link-local, metadata of most clouds
        "172.16.0.0/12", // private
        "192.0.0.0/24", // protocol assignments
        "192.0.2.0/24", // documentation
        "192.88.99.0/24", // 6to4 relays
        "192.168.0.0/16", // private
        "198.18.0.0/15", // benchmarking
        "198.51.100.0/24", // documentation
        "203.0.113.0/24", // documentation
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, broadcast

    // mapped and compatible (::/96, ::ffff:0:0/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/48), unique-local, link-local and multicast
    // addresses are all outside of it: what names an IPv4 address in disguise is refused whatever it names
    private static readonly IPNetwork s_globalUnicastV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] s_specialV6 = Networks(
        "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32", // documentation
        "2002::/16", // 6to4
        "3fff::/20"); // documentation

    private static readonly IPNetwork s_loopbackV4 = IPNetwork.Parse("127.0.0.0/8");

    /// <summary>Whether it is an address of the public internet.</summary>
    public static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        _ when address.IsIPv4MappedToIPv6 => false, // first, because IPNetwork.Contains misjudges these
        AddressFamily.InterNetwork => !IsIn(s_specialV4, address),
        AddressFamily.InterNetworkV6 => s_globalUnicastV6.Contains(address) && !IsIn(s_specialV6, address),
        _ => false,
    };

    /// <summary>Whether it is 127.0.0.0/8 or ::1; a mapped one is neither.</summary>
    public static bool IsLoopback(IPAddress address) =>
        !address.IsIPv4MappedToIPv6 && (s_loopbackV4.Contains(address) || address.Equals(IPAddress.IPv6Loopback));

    private static bool IsIn(IPNetwork[] networks, IPAddress address) =>
        Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Networks(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}

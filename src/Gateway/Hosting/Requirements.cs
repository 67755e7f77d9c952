using System.Runtime.InteropServices;
using Untp.Credentials.Proofs;

namespace Gateway.Hosting;

/// <summary>What the machine must have for the program to start.</summary>
internal static class Requirements
{
    // previews of .NET 10 before its second release candidate let requests be smuggled past a proxy (CVE-2025-55315)
    private static readonly Version s_floor = new(10, 0, 0);

    /// <summary>Ends the program with one line when something is missing.</summary>
    public static void Demand()
    {
        if (FindFault(Environment.Version, RuntimeInformation.FrameworkDescription, Ed25519.ProviderName) is { } fault)
        {
            Console.Error.WriteLine(fault);
            Environment.Exit(1);
        }
    }

    /// <summary>Null when the runtime will do, and there is a library for Ed25519.</summary>
    public static string? FindFault(Version version, string description, string? ed25519) =>
        version < s_floor || description.Contains('-', StringComparison.Ordinal)
            ? $"Gateway needs the .NET runtime {s_floor} or later, no preview; this is {description}."
            : ed25519 is null
                ? "Gateway needs libsodium for Ed25519 (on Linux, OpenSSL's libcrypto will do): install it; neither was found."
                : null;
}

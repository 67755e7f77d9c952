using System.Runtime.InteropServices;

namespace Gateway.Hosting;

/// <summary>
/// The oldest runtime that the gateway starts on: previews of .NET 10 before its second release candidate still let requests be smuggled
/// past a proxy (CVE-2025-55315).
/// </summary>
internal static class RuntimeFloor
{
    private static readonly Version s_floor = new(10, 0, 0);

    /// <summary>Ends the program with one line when the runtime is older.</summary>
    public static void Demand()
    {
        if (FindFault(Environment.Version, RuntimeInformation.FrameworkDescription) is { } fault)
        {
            Console.Error.WriteLine(fault);
            Environment.Exit(1);
        }
    }

    /// <summary>Null when the runtime will do.</summary>
    public static string? FindFault(Version version, string description) =>
        version < s_floor || description.Contains('-', StringComparison.Ordinal)
            ? $"Gateway needs the .NET runtime {s_floor} or later, no preview; this is {description}."
            : null;
}

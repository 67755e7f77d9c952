using System.Runtime.InteropServices;

namespace Gateway.Issuing;

/// <summary>
/// Keeps the kernel from writing this process's memory, keys included, to a core file (setrlimit(2), RLIMIT_CORE). A handler that the
/// kernel pipes dumps to decides for itself; systemd's honours the limit.
/// </summary>
internal static partial class CoreDumps
{
    private const int Core = 4;

    public static void Forbid()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            var none = default(Limit);
            _ = SetLimit(Core, in none);
        }
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Current;
        public ulong Maximum;
    }
}

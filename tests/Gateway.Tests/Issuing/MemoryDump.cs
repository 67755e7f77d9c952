using System.Globalization;

namespace Gateway.Tests.Issuing;

/// <summary>All that a process has in memory that it can write to: what the kernel would put into a full dump of it (proc(5)).</summary>
internal static class MemoryDump
{
    /// <summary>How often each of these occurs.</summary>
    public static int[] Count(int processId, IReadOnlyList<byte[]> patterns)
    {
        var counts = new int[patterns.Count];
        using var memory = new FileStream($"/proc/{processId}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        foreach (var fields in File.ReadLines($"/proc/{processId}/maps").Select(line => line.Split(' ')))
        {
            if (!fields[1].StartsWith("rw", StringComparison.Ordinal))
            {
                continue;
            }

            var ends = Array.ConvertAll(
                fields[0].Split('-'), end => long.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            var bytes = new byte[ends[1] - ends[0]];
            memory.Position = ends[0];
            var length = Read(memory, bytes);
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] += bytes.AsSpan(0, length).Count(patterns[i]);
            }
        }

        return counts;
    }

    /// <summary>What can be read of it: pages that the kernel keeps for itself cannot.</summary>
    private static int Read(FileStream memory, byte[] bytes)
    {
        try
        {
            return memory.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks;

/// <summary>
/// One-thread costs: processor time of this thread, so that others on the machine are not counted; several candidates in turn, so that
/// what they do to caches and clocks hurts all alike; the median of batches.
/// </summary>
internal static partial class Measure
{
    private const int Rounds = 25;
    private static readonly TimeSpan s_batch = TimeSpan.FromMilliseconds(40);

    // the runtime compiles hot methods a second time, in the background and some time after they became hot
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    /// <summary>Measures each candidate and prints microseconds, bytes allocated and the ratio to the first, the floor.</summary>
    /// <returns>The microseconds of each.</returns>
    public static IReadOnlyList<double> Compare(string title, params (string Name, Action Action)[] candidates)
    {
        var counts = candidates.Select(c => WarmUp(c.Action)).ToArray();
        var times = candidates.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < candidates.Length; i++)
            {
                times[i][round] = Batch(candidates[i].Action, counts[i]);
            }
        }

        Console.WriteLine(title);
        var medians = times.Select(Median).ToArray();
        for (var i = 0; i < candidates.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {candidates[i].Name,-58} {medians[i],9:F1} us {Allocated(candidates[i].Action),9} B {medians[i] / medians[0],6:F2} x"));
        }

        return medians;
    }

    private static int WarmUp(Action action)
    {
        var watch = Stopwatch.StartNew();
        var calls = 0;
        while (watch.Elapsed < s_warmUp)
        {
            action();
            calls++;
        }

        return Math.Max(1, (int)(calls * s_batch / s_warmUp));
    }

    private static double Batch(Action action, int count)
    {
        var start = ThreadTime();
        for (var i = 0; i < count; i++)
        {
            action();
        }

        return (ThreadTime() - start).TotalMicroseconds / count;
    }

    /// <summary>POSIX clock_gettime(CLOCK_THREAD_CPUTIME_ID); elsewhere than on Linux the wall clock has to do.</summary>
    public static TimeSpan ThreadTime()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Stopwatch.GetElapsedTime(0);
        }

        const int OfThisThread = 3;
        return ClockGetTime(OfThisThread, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
            : throw new InvalidOperationException("the thread's clock cannot be read");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }

    private static long Allocated(Action action)
    {
        const int Calls = 100;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

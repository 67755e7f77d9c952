using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>One-thread costs: several candidates in turn, so that a noisy machine hurts all alike; the median of batches.</summary>
internal static class Measure
{
    private const int Rounds = 25;
    private static readonly TimeSpan s_batch = TimeSpan.FromMilliseconds(40);

    /// <summary>Measures each candidate and prints microseconds, bytes allocated and the ratio to the first, the floor.</summary>
    public static void Compare(string title, params (string Name, Action Action)[] candidates)
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
        var floor = Median(times[0]);
        for (var i = 0; i < candidates.Length; i++)
        {
            var median = Median(times[i]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {candidates[i].Name,-58} {median,9:F1} us {Allocated(candidates[i].Action),9} B {median / floor,6:F2} x"));
        }
    }

    private static int WarmUp(Action action)
    {
        var watch = Stopwatch.StartNew();
        var calls = 0;
        while (watch.ElapsedMilliseconds < 700)
        {
            action();
            calls++;
        }

        return Math.Max(1, (int)(calls * s_batch.TotalMilliseconds / 700));
    }

    private static double Batch(Action action, int count)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            action();
        }

        return watch.Elapsed.TotalMicroseconds / count;
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

using System.Diagnostics;

namespace Gateway.Tests.Forwarding;

/// <summary>Waits for what happens elsewhere, by real time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string> whatIs)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < s_patience, whatIs());
            await Task.Delay(2);
        }
    }

    public static Task IsTrueAsync(Func<bool> condition, Func<string> whatIs) => IsTrueAsync(() => Task.FromResult(condition()), whatIs);
}

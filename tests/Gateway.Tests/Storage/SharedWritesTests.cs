using Gateway.Hosting;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

public sealed class SharedWritesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly List<string> _groups = [];
    private readonly TaskCompletionSource _begun = new();
    private readonly TaskCompletionSource _gate = new();

    [Fact]
    public async Task What_comes_while_others_are_written_is_written_together_and_answered_in_order()
    {
        var writes = new SharedWrites<int, int>(1, 10, WriteAsync);
        var all = await BeginAsync(writes, 1, 2, 3, 4);
        Assert.DoesNotContain(all, one => one.IsCompleted);
        _gate.SetResult();
        var answers = await Task.WhenAll(all);
        Assert.Equal([10, 20, 30, 40], answers);
        Assert.Equal(["1", "2,3,4"], _groups);
    }

    [Fact]
    public async Task One_that_cannot_be_written_takes_no_other_with_it()
    {
        var writes = new SharedWrites<int, int>(1, 10, WriteAsync);
        var all = await BeginAsync(writes, 1, 2, -3, 4);
        _gate.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => all[2]);
        var answers = await Task.WhenAll(all[0], all[1], all[3]);
        Assert.Equal([10, 20, 40], answers);
        Assert.Equal(["1", "2,-3,4", "2", "-3", "4"], _groups);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task One_more_than_may_wait_is_refused_until_there_is_room()
    {
        var writes = new SharedWrites<int, int>(1, 2, WriteAsync);
        var all = new[] { 1, 2 }.Select(i => writes.WriteAsync(i, Stop)).ToList();
        await Assert.ThrowsAsync<StorageBusyException>(() => writes.WriteAsync(3, Stop));
        _gate.SetResult();
        await Task.WhenAll(all);
        Assert.Equal(40, await writes.WriteAsync(4, Stop));
    }

    /// <summary>Brings the others while the first is being written.</summary>
    private async Task<List<Task<int>>> BeginAsync(SharedWrites<int, int> writes, int first, params int[] others)
    {
        var begun = writes.WriteAsync(first, Stop);
        await _begun.Task;
        return [begun, .. others.Select(other => writes.WriteAsync(other, Stop))];
    }

    private async Task<IReadOnlyList<int>> WriteAsync(IReadOnlyList<int> some)
    {
        _groups.Add(string.Join(',', some));
        _begun.TrySetResult();
        await _gate.Task;
        return some.Any(one => one < 0) ? throw new InvalidOperationException("broken") : [.. some.Select(one => one * 10)];
    }
}

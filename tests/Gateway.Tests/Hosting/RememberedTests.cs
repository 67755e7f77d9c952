using Gateway.Hosting;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Hosting;

public sealed class RememberedTests
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly Dictionary<string, string> _there = new() { ["a"] = "first" };
    private int _looks;

    [Fact]
    public async Task Looks_once_a_moment()
    {
        var remembered = new Remembered<string, string>(s_moment, _time);
        Assert.Equal("first", await FindAsync(remembered, "a"));
        _there["a"] = "second";
        _time.Advance(s_moment - TimeSpan.FromTicks(1));
        Assert.Equal(("first", 1), (await FindAsync(remembered, "a"), _looks));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(("second", 2), (await FindAsync(remembered, "a"), _looks));
    }

    [Fact]
    public async Task Looks_each_time_for_what_is_not_there()
    {
        var remembered = new Remembered<string, string>(s_moment, _time);
        Assert.Null(await FindAsync(remembered, "b"));
        _there["b"] = "now";
        Assert.Equal("now", await FindAsync(remembered, "b"));
    }

    [Fact]
    public async Task What_is_gone_is_remembered_no_more()
    {
        var remembered = new Remembered<string, string>(s_moment, _time);
        Assert.Equal("first", await FindAsync(remembered, "a"));
        _there.Remove("a");
        _time.Advance(s_moment);
        Assert.Null(await FindAsync(remembered, "a"));
    }

    [Fact]
    public async Task Forgets_what_it_is_told_to()
    {
        var remembered = new Remembered<string, string>(s_moment, _time);
        Assert.Equal("first", await FindAsync(remembered, "a"));
        _there["a"] = "second";
        remembered.Forget("a");
        remembered.Forget("never asked for");
        Assert.Equal("second", await FindAsync(remembered, "a"));
    }

    [Fact]
    public async Task The_moment_begins_with_the_question()
    {
        var remembered = new Remembered<string, string>(s_moment, _time);
        await remembered.FindAsync("a", () =>
        {
            _time.Advance(s_moment); // so long does the answer take
            return Task.FromResult<string?>("old");
        });
        Assert.Equal(("first", 1), (await FindAsync(remembered, "a"), _looks));
    }

    [Fact]
    public async Task With_no_moment_it_remembers_nothing()
    {
        var remembered = new Remembered<string, string>(TimeSpan.Zero, _time);
        await FindAsync(remembered, "a");
        await FindAsync(remembered, "a");
        Assert.Equal(2, _looks);
    }

    private ValueTask<string?> FindAsync(Remembered<string, string> remembered, string key) => remembered.FindAsync(key, () =>
    {
        _looks++;
        return Task.FromResult(_there.GetValueOrDefault(key));
    });
}

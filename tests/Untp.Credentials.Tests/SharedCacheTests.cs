namespace Untp.Credentials.Tests;

public sealed class SharedCacheTests
{
    private readonly ManualTime _time = new();
    private int _loads;

    [Fact]
    public async Task Loads_once_however_many_wait()
    {
        var cache = Cache();
        var gate = new TaskCompletionSource();
        Task<string> CallAsync() => cache.GetOrLoadAsync("", "a", () => LoadAsync(gate.Task), Token);
        var callers = Enumerable.Range(0, 100).Select(_ => Task.Run(CallAsync)).ToList();
        await WaitUntilAsync(() => _loads == 1);
        gate.SetResult();

        var values = await Task.WhenAll(callers);
        Assert.Equal(1, _loads);
        Assert.All(values, value => Assert.Same(values[0], value));
    }

    [Fact]
    public async Task Goes_on_loading_when_the_caller_who_started_it_goes_away()
    {
        var cache = Cache();
        var gate = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var first = cache.GetOrLoadAsync("", "a", () => LoadAsync(gate.Task), gone.Token);
        var second = cache.GetOrLoadAsync("", "a", () => LoadAsync(gate.Task), Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("loaded 1", await second);
        Assert.True(cache.TryGet("a", out _));
    }

    [Fact]
    public async Task Hands_the_exception_of_a_load_to_its_own_caller_alone()
    {
        var cache = Cache();
        var gate = new TaskCompletionSource();
        async Task<Cacheable<string>> FailAsync()
        {
            await gate.Task;
            throw new FetchLimitException("no more", TimeSpan.Zero);
        }

        var exhausted = cache.GetOrLoadAsync("", "a", FailAsync, Token);
        var others = Enumerable.Range(0, 10).Select(_ => cache.GetOrLoadAsync("", "a", () => LoadAsync(gate.Task), Token)).ToList();
        gate.SetResult();

        await Assert.ThrowsAsync<FetchLimitException>(() => exhausted);
        Assert.All(await Task.WhenAll(others), value => Assert.Equal("loaded 1", value));
        Assert.Equal(1, _loads);
    }

    [Fact]
    public async Task Throws_to_each_of_two_callers_without_allowance()
    {
        var cache = Cache();
        var gate = new TaskCompletionSource();
        var attempts = 0;
        async Task<Cacheable<string>> FailAsync()
        {
            Interlocked.Increment(ref attempts);
            await gate.Task;
            throw new FetchLimitException("no more", TimeSpan.Zero);
        }

        var callers = Enumerable.Range(0, 3).Select(_ => cache.GetOrLoadAsync("", "a", FailAsync, Token)).ToList();
        gate.SetResult();

        foreach (var caller in callers)
        {
            await Assert.ThrowsAsync<FetchLimitException>(() => caller);
        }

        Assert.Equal(3, attempts);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Forgets_a_value_when_its_time_is_over()
    {
        var cache = Cache();
        cache.Set("a", new Cacheable<string>("x", TimeSpan.FromSeconds(1), 1));
        Assert.True(cache.TryGet("a", out var value));
        Assert.Equal("x", value);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(cache.TryGet("a", out _));
    }

    [Fact]
    public void Keeps_nothing_without_a_lifetime_or_larger_than_itself()
    {
        var cache = Cache(maxBytes: 10);
        cache.Set("a", new Cacheable<string>("x", TimeSpan.Zero, 1));
        cache.Set("b", new Cacheable<string>("x", TimeSpan.FromSeconds(1), 11));

        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Never_holds_more_entries_than_it_may_and_drops_the_least_recently_used()
    {
        var cache = Cache(maxEntries: 16);
        cache.Set("kept", new Cacheable<string>("x", TimeSpan.FromHours(1), 1));
        for (var i = 0; i < 1000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            cache.Set($"{i}", new Cacheable<string>("x", TimeSpan.FromHours(1), 1));
            Assert.InRange(cache.Count, 1, 16);
            Assert.True(cache.TryGet("kept", out _));
            Assert.True(cache.TryGet($"{i}", out _));
        }

        Assert.False(cache.TryGet("0", out _));
    }

    [Fact]
    public void Never_holds_more_bytes_than_it_may()
    {
        var cache = Cache(maxBytes: 1000);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            cache.Set($"{i}", new Cacheable<string>("x", TimeSpan.FromHours(1), 100));
            Assert.InRange(cache.Count, 1, 10);
        }

        // overwriting counts once
        for (var i = 0; i < 100; i++)
        {
            cache.Set("same", new Cacheable<string>("x", TimeSpan.FromHours(1), 100));
        }

        Assert.InRange(cache.Count, 7, 10);
    }

    [Fact]
    public async Task Serves_many_readers_and_writers_at_once()
    {
        var cache = Cache(maxEntries: 50);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 5000; i++)
            {
                var key = $"{(i * (worker + 1)) % 80}";
                var loaded = new Cacheable<string>(key, TimeSpan.FromHours(1), 1);
                var value = await cache.GetOrLoadAsync("", key, () => Task.FromResult(loaded), Token);
                Assert.Equal(key, value);
            }
        })));

        Assert.InRange(cache.Count, 1, 50);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SharedCache<string> Cache(int maxEntries = 100, long maxBytes = 1 << 20) => new(maxEntries, maxBytes, _time);

    private async Task<Cacheable<string>> LoadAsync(Task gate)
    {
        var number = Interlocked.Increment(ref _loads);
        await gate;
        return new Cacheable<string>($"loaded {number}", TimeSpan.FromMinutes(1), 1);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, Token);
        }
    }
}

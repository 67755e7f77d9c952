namespace Gateway.Tests.Hosting;

/// <summary>Requests whose end two readers could see in two places, so that a proxy in front lets a second one through unseen.</summary>
[Trait("Threat", "27")]
public sealed class SmugglingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    [Theory]
    [InlineData("length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("two lengths", "Content-Length: 0\r\nContent-Length: 50\r\n\r\n")]
    [InlineData("two lengths in one", "Content-Length: 0, 50\r\n\r\n")]
    [InlineData("negative length", "Content-Length: -1\r\n\r\n")]
    [InlineData("unknown coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("chunks not last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("folded header", "X-A: b\r\n Content-Length: 0\r\n\r\n")]
    [InlineData("space before colon", "Content-Length : 0\r\n\r\n")]
    [InlineData("bare line feed in a chunk extension", "Transfer-Encoding: chunked\r\n\r\n0;a=\nb\r\n\r\n")]
    [InlineData("bare carriage return in a chunk extension", "Transfer-Encoding: chunked\r\n\r\n0;a=\rb\r\n\r\n")]
    [InlineData("chunk size beyond a number", "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n")]
    [InlineData("negative chunk size", "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n")]
    [InlineData("NUL in a header", "X-A: a\0b\r\n\r\n")]
    public async Task Are_refused_and_what_follows_is_not_read_as_another(string name, string rest)
    {
        var answer = await RawHttp.SendAsync(
            fixture.Gateway.Address, $"POST /credentials/check HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{rest}{Smuggled}", 1);
        Assert.True(RawHttp.StatusOf(answer) is >= 400 and < 500, $"{name}: {answer}");
        Assert.Equal(1, RawHttp.CountOf(answer));
    }

    [Fact]
    public async Task Two_hosts_are_refused()
    {
        var answer = await RawHttp.SendAsync(fixture.Gateway.Address, "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        Assert.Equal((400, 1), (RawHttp.StatusOf(answer), RawHttp.CountOf(answer)));
    }
}

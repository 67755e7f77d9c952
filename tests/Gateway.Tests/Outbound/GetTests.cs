using System.Net;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

/// <summary>A credential that a notice tells of is fetched under the same rules as everything.</summary>
public sealed class GetTests
{
    private static readonly KeyValuePair<string, string>[] s_headers =
        [new("Signature-Input", "sig1=(\"@method\");keyid=\"did:web:a.example#k\""), new("Signature", "sig1=:AA==:")];

    [Fact]
    public async Task Sends_the_headers_as_given()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/credentials/1", "a.b.c", "application/vc+jwt");
        using var outbound = TestOutbound.Create();
        var fetched = await outbound.GetAsync(server.Url("/credentials/1"), s_headers, outbound.ForTenant(), default);
        Assert.Equal("a.b.c"u8, fetched.Body!.Value.Span);
        Assert.Equal("application/vc+jwt", fetched.ContentType);
        var request = Assert.Single(server.Requests);
        Assert.All(s_headers, header => Assert.Equal(header.Value, request.Headers[header.Key]));
    }

    [Theory]
    [Trait("Threat", "5")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://inner.example/")]
    [InlineData("http://elsewhere.example/")]
    [InlineData("https://user@elsewhere.example/")]
    [InlineData("file:///etc/passwd")]
    public async Task Goes_nowhere_where_nobody_should_be_asked(string url)
    {
        using var outbound = TestOutbound.Create(
            options => options.AllowLoopback = false, TestOutbound.Names(_ => [IPAddress.Parse("10.0.0.1")]));
        var fetched = await outbound.GetAsync(new Uri(url), s_headers, outbound.ForTenant(), default);
        Assert.Null(fetched.Body);
        Assert.True(fetched.IsFinal);
    }

    /// <summary>An inbox that takes anybody's deliveries has notices of strangers: each is a request that the stranger chooses.</summary>
    [Fact]
    [Trait("Threat", "26")]
    public async Task What_a_stranger_causes_counts_against_his_allowance()
    {
        await using var server = await StubServer.StartAsync();
        using var outbound = TestOutbound.Create(options => options.StrangerFetchesPerMinute = 2);
        await GetAsync();
        await GetAsync();
        await Assert.ThrowsAsync<FetchLimitException>(GetAsync);
        Assert.Equal(2, server.Requests.Count);
        await outbound.GetAsync(server.Url("/x"), s_headers, outbound.ForTenant(), default);
        Assert.Equal(3, server.Requests.Count);

        Task<FetchResult> GetAsync() =>
            outbound.GetAsync(server.Url("/x"), s_headers, outbound.ForStranger(IPAddress.Loopback), default);
    }
}

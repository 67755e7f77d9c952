using Gateway.Outbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

public class OutboundRegistrationTests
{
    [Fact]
    public async Task The_limits_are_those_that_were_decided()
    {
        await using var app = Build();
        var options = app.Services.GetRequiredService<IOptions<OutboundOptions>>().Value;

        Assert.False(options.AllowLoopback);
        Assert.Equal(TimeSpan.FromSeconds(5), options.TimeLimit);
        Assert.Equal(256 << 10, options.MaxBytes(DocumentKind.DidDocument));
        Assert.Equal(2 << 20, options.MaxBytes(DocumentKind.StatusList));
        Assert.Equal(1 << 20, options.MaxBytes(DocumentKind.Credential));
        Assert.Equal((4, 30), (options.StrangerFetchesPerCall, options.StrangerFetchesPerMinute));
        Assert.Same(app.Services.GetRequiredService<IOutbound>(), app.Services.GetRequiredService<IOutbound>());
    }

    [Theory]
    [InlineData("TimeLimit", "00:00:00")]
    [InlineData("TimeLimit", "01:00:00")]
    [InlineData("MaxDidDocumentBytes", "0")]
    [InlineData("MaxStatusListBytes", "2000000000")]
    [InlineData("MaxCredentialBytes", "-1")]
    [InlineData("Concurrency", "0")]
    [InlineData("ConcurrencyPerHost", "0")]
    [InlineData("Retries", "-1")]
    [InlineData("CircuitBreak", "00:00:00")]
    [InlineData("HostsRemembered", "0")]
    [InlineData("StrangerFetchesPerCall", "-1")]
    [InlineData("StrangerFetchesPerMinute", "0")]
    [InlineData("StrangersRemembered", "0")]
    public async Task A_bad_value_stops_the_start_and_names_itself(string name, string value)
    {
        await using var app = Build((name, value));

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(name, failure.Message);
    }

    [Fact]
    public async Task The_whole_default_pipeline_refuses_this_machine()
    {
        await using var server = await StubServer.StartAsync();
        await using var app = Build();

        var result = await app.Services.GetRequiredService<IOutbound>().ForTenant().FetchAsync(
            new Uri($"https://localhost:{server.Port}/"), DocumentKind.DidDocument, TestContext.Current.CancellationToken);

        Assert.Equal("host localhost has no public address", result.Failure);
    }

    private static WebApplication Build(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create<string, string?>($"Gateway:Outbound:{s.Name}", s.Value)));
        return builder.AddOutbound().Build();
    }
}

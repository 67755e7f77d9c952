using System.Text;
using Untp.Credentials.Chains.Discovery;

namespace Untp.Credentials.Tests.Chains;

/// <summary>What of a link set (RFC 9264) leads to credentials.</summary>
public sealed class LinkSetTests
{
    [Theory]
    [InlineData("https://test.uncefact.org/vocabulary/linkTypes/dpp", "text/html", true)]
    [InlineData("dia", null, true)]
    [InlineData("untp:dte", null, true)]
    [InlineData("https://gs1.example/voc/pip", "text/html", false)]
    [InlineData("https://gs1.example/voc/pip", "application/vc+jwt", true)]
    [InlineData("https://gs1.example/voc/media", null, false)]
    public void Takes_links_whose_relation_or_type_is_that_of_credentials(string relation, string? type, bool isTaken)
    {
        var target = type is null ? """{"href":"https://x.example/1"}""" : $$"""{"href":"https://x.example/1","type":"{{type}}"}""";

        Assert.True(Read($$"""{"linkset":[{"anchor":"https://id.example.com/1","{{relation}}":[{{target}}]}]}""", out var links));
        Assert.Equal(isTaken ? ["https://x.example/1"] : [], links!);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"linkset":{}, "linkset":[]}""")]
    [InlineData("""{"linkset":["https://x.example/1"]}""")]
    public void Refuses_what_is_no_link_set(string body) => Assert.False(Read(body, out _));

    [Fact]
    public void Takes_no_more_links_than_a_resolver_has_reason_to_give()
    {
        var targets = string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"href":"https://x.example/{{i}}"}"""));

        Assert.True(Read($$"""{"linkset":[{"dpp":[{{targets}}]}]}""", out var links));
        Assert.Equal(256, links!.Count);
    }

    private static bool Read(string body, out IReadOnlyList<string>? links) =>
        LinkSet.TryRead(Encoding.UTF8.GetBytes(body), out links, out _);
}

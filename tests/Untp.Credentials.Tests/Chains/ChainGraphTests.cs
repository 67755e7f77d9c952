using Untp.Credentials.Chains;

namespace Untp.Credentials.Tests.Chains;

/// <summary>The graph: things, what links them, and who says so.</summary>
public sealed class ChainGraphTests
{
    private static readonly ChainEdge[] s_expected =
    [
        Edge(ChainWorld.Battery, ChainWorld.BatteryId, "producedAtFacility", "https://id.cells.example.com/414/HALDEN-2"),
        Edge(
            ChainWorld.Battery,
            "https://id.cells.example.com/claims/EV90/carbon-footprint",
            "evidence",
            ChainWorld.Id("carbon-certificate-battery")),
        Edge(
            "battery-certificate",
            ChainWorld.Id("battery-certificate") + "#attestation",
            "endorsementEvidence",
            ChainWorld.Id("approved-certifier")),
        Edge("event-1-mined", "https://mine.example.com/events/2026-004", "inputProduct", "https://id.mine.example.com/10/ORE-2026-002"),
        Edge("identity-anchor-mine", ChainWorld.Id("identity-anchor-mine"), "issuer", ChainWorld.Register),
    ];

    [Fact]
    public async Task Links_things_by_their_properties_and_names_the_credential_that_says_so()
    {
        var graph = (await new ChainWorld().VerifyAsync()).Graph;

        Assert.All(s_expected, edge => Assert.Contains(edge, graph.Edges));
        var nodes = graph.Nodes.Select(n => n.Id).ToHashSet();
        Assert.Equal(graph.Nodes.Count, nodes.Count);
        Assert.All(graph.Edges, e => Assert.True(nodes.Contains(e.From) && nodes.Contains(e.To) && nodes.Contains(e.Credential), $"{e}"));
        Assert.Contains(new ChainNode(ChainWorld.BatteryId, "Product", "Skua EV90 traction battery"), graph.Nodes);
        Assert.Contains(
            new ChainNode(ChainWorld.Id(ChainWorld.Battery), "DigitalBatteryPassport", "Battery passport of Skua EV90, number 000017"),
            graph.Nodes);
    }

    private static ChainEdge Edge(string file, string from, string property, string to) => new(from, property, to, ChainWorld.Id(file));
}

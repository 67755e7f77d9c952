using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

public sealed class LinkRelationsTests
{
    private static readonly string[] s_others =
    [
        "", "-", "Dpp", "untp:dpp", "dpp1", "d_p", "a b", "https://", "https://a.b/c", "http://A/9", "https://a.b/c#d", "https://a-b.c",
        "ftp://a.b", "xhttps://a.b", "https://a.b/c ", "Anchor", "itemDescriptions", "item", "dpp-", "d-pp", "é",
    ];

    /// <summary>Every beginning of the reserved names, alone and with something after it.</summary>
    private static IEnumerable<string> Names =>
        from word in new[] { "anchor", "description", "itemDescription", "dpp", "described-by" }
        from length in Enumerable.Range(0, word.Length + 1)
        from rest in s_others.Append("n").Append("x").Append("anchor")
        select word[..length] + rest;

    [Fact]
    public void Ours_takes_the_names_that_the_published_pattern_takes()
    {
        var published = new Regex(
            LinkRelations.AsPublished.Replace(@"\\", @"\", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));
        var text = File.ReadAllText(Shared.Path("untp/0.7.0/untp-linkset-schema.json"));
        Assert.Contains(LinkRelations.AsPublished, text, StringComparison.Ordinal);
        var pair = new SchemaPair("UNTP", "0.7.0", "Linkset");
        string[] members = ["anchor", "description", "itemDescription"];
        var taken = 0;

        foreach (var name in Names.Distinct().Except(members))
        {
            var linkset = new JsonObject
            {
                ["linkset"] = new JsonArray(new JsonObject { ["anchor"] = "https://a.b", [name] = new JsonArray() }),
            };
            var expected = published.IsMatch(name);
            taken += expected ? 1 : 0;
            Assert.Equal((name, expected, expected), (name, pair.Compare(linkset, name).Published, pair.Compare(linkset, name).Ours));
        }

        Assert.InRange(taken, 50, int.MaxValue);
    }
}

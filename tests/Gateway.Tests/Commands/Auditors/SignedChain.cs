using System.Text.Json.Nodes;
using Gateway.Commands;

namespace Gateway.Tests.Commands;

/// <summary>The value chain of the samples as <c>Gateway samples</c> signs it.</summary>
internal static class SignedChain
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, string>>> s_files = new(MakeAsync);

    /// <summary>A token by the name of its sample.</summary>
    public static async Task<string> TokenAsync(string name) => (await s_files.Value)[name + ".jwt"].Trim();

    /// <summary>All tokens, by the names of their samples.</summary>
    public static async Task<Dictionary<string, string>> TokensAsync() => (await s_files.Value)
        .Where(f => f.Key.EndsWith(".jwt", StringComparison.Ordinal)).ToDictionary(f => f.Key[..^4], f => f.Value.Trim());

    /// <summary>The request for the service.</summary>
    public static async Task<JsonObject> RequestAsync() => JsonNode.Parse((await s_files.Value)["request.json"])!.AsObject();

    /// <summary>The register and the alliance, which vouch for the others.</summary>
    public static async Task<(string Register, string Alliance)> AnchorsAsync()
    {
        var anchors = (await RequestAsync())["trustAnchors"]!.AsArray();
        return ((string)anchors[0]!, (string)anchors[1]!);
    }

    private static async Task<IReadOnlyDictionary<string, string>> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("signed-chain-");
        Assert.Equal(0, await SamplesCommand.RunAsync(new[] { folder.FullName }));
        var files = folder.GetFiles().ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName));
        folder.Delete(recursive: true);
        return files;
    }
}

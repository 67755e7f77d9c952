using System.Text;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>Runs one check on a credential written as JSON.</summary>
internal static class Checks
{
    public static async Task<CheckResult> RunAsync(this ICheck check, string json)
    {
        using var credential = Read(json);
        return await check.RunAsync(new CheckContext(credential, DateTimeOffset.UnixEpoch, new NoFetcher()), CancellationToken.None);
    }

    public static Task<CheckResult> RunAsync(this ICheck check, JsonNode json) => check.RunAsync(json.ToJsonString());

    /// <summary>Runs it as for a credential that is about to be issued.</summary>
    public static async Task<CheckResult> IssueAsync(this ICheck check, JsonNode json)
    {
        using var credential = Read(json.ToJsonString());
        var context = new CheckContext(credential, DateTimeOffset.UnixEpoch, new NoFetcher(), IsIssuing: true);
        return await check.RunAsync(context, CancellationToken.None);
    }

    public static Credential Read(string json)
    {
        Assert.True(
            Credential.TryParse(Encoding.UTF8.GetBytes(json), MediaTypes.Vc, ParsingLimits.Default, out var credential, out var problem),
            problem?.Detail);
        return credential;
    }

    /// <summary>A file of <c>samples/</c>, to change.</summary>
    public static JsonNode Sample(string name) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(Shared.ProjectRoot, "samples", name)))!;

    private sealed class NoFetcher : IDocumentFetcher
    {
        public Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"a check that must not fetch asked for {uri}");
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Hosting;

/// <summary>What tests say of answers.</summary>
internal static class Answers
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!;

    /// <summary>The answer is a whole problem document with that status and code, and shows nothing of the inside.</summary>
    public static async Task<JsonNode> IsProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string? code = null)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        ShowsNothingInside(text);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.All(["type", "title", "detail", "code"], member => Assert.Equal(JsonValueKind.String, problem[member]?.GetValueKind()));
        Assert.Equal(code ?? (string?)problem["code"], (string?)problem["code"]);
        return problem;
    }

    public static void ShowsNothingInside(string body) => Assert.All(
        [" at Gateway.", " at System.", " at Microsoft.", "Exception", "/src/", ".cs:line", "SQLite", "gateway.db"],
        trace => Assert.DoesNotContain(trace, body, StringComparison.Ordinal));
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Credentials;

/// <summary><c>POST /credentials/check?type=</c>: a draft against the schemas of the type that is meant.</summary>
public sealed class CheckTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    [Theory]
    [InlineData("gba/battery-passport-minimal.json", "DigitalBatteryPassport")]
    [InlineData("gba/battery-passport-minimal.json", "DigitalProductPassport")]
    [InlineData("untp/identity-anchor-minimal.json", "DigitalIdentityAnchor")]
    public async Task Passes_a_draft_of_the_type(string sample, string type)
    {
        var (status, report) = await CheckAsync(Sample(sample), $"?type={type}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((bool)report["valid"]!);
        Assert.Equal(
            ["passed", "passed", "passed", "passed", "skipped", "skipped"],
            report["checks"]!.AsArray().Select(c => (string?)c!["verdict"]));
    }

    [Fact]
    public async Task Says_what_a_passport_lacks_of_a_battery_passport()
    {
        var passport = Sample("battery-passport.json");

        Assert.Equal(HttpStatusCode.OK, (await CheckAsync(passport, "")).Status);
        var (status, report) = await CheckAsync(passport, "?type=DigitalBatteryPassport");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var problems = Problems(report, "schema");
        Assert.Contains(problems, p => p.StartsWith("type must hold \"DigitalBatteryPassport\"; found only", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("DigitalBatteryPassport, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_of_an_empty_draft_all_that_is_asked_of_it()
    {
        var (status, report) = await CheckAsync(new JsonObject(), "?type=DigitalProductPassport");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.All(
            ["@context", "id", "issuer", "validFrom", "name", "credentialSubject"],
            name => Assert.Contains(
                Problems(report, "schema"), p => p.Contains($"must have the member \"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Refuses_a_type_that_no_schema_is_served_for_and_names_those_that_are()
    {
        var (status, problem) = await CheckAsync(new JsonObject(), "?type=DigitalBatteryPasport");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(("invalid-parameter", "type"), ((string?)problem["code"], (string?)problem["parameter"]));
        Assert.Contains("DigitalBatteryPassport", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_nothing_pass_that_should_not_be_issued()
    {
        var passport = Sample("battery-passport.json");
        passport["type"]!.AsArray().Insert(0, "Strange");

        var (status, report) = await CheckAsync(passport, "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith(
            "there is no schema here for the type Strange", Assert.Single(Problems(report, "schema")), StringComparison.Ordinal);
    }

    private static JsonNode Sample(string file) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(Shared.ProjectRoot, "samples", file)))!;

    private static string[] Problems(JsonNode report, string check) =>
    [
        .. report["checks"]!.AsArray().Single(c => (string?)c!["check"] == check)!["problems"]!.AsArray()
            .Select(p => (string)p!["detail"]!),
    ];

    private async Task<(HttpStatusCode Status, JsonNode Report)> CheckAsync(JsonNode draft, string query)
    {
        using var body = TestIssuer.Body(Encoding.UTF8.GetBytes(draft.ToJsonString()), "application/vc");
        using var response = await given.Anybody.PostAsync("/credentials/check" + query, body);
        return (response.StatusCode, await response.JsonAsync());
    }
}

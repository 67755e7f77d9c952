using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Identifiers;

public sealed class ReadinessTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Route = "/passports/readiness";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/ld+json")]
    [InlineData("application/vc")]
    public async Task Answers_every_row_of_a_draft_with_counts_that_add_up(string mediaType)
    {
        var answer = await AssessAsync(Passport(), mediaType);

        Assert.True((bool)answer["ready"]!);
        Assert.Equal((false, false), ((bool)answer["signed"]!, (bool)answer["verified"]!));
        Assert.Equal(15, answer["clusters"]!.AsArray().Count);
        Assert.Equal(94, Rows(answer).Count());
        Assert.Equal("""{"rows":65,"present":65,"missing":0,"wrong":0,"notApplicable":0}""", Count(answer, "mandatory"));
        Assert.Equal("""{"rows":8,"present":8,"missing":0,"wrong":0,"notApplicable":0}""", Count(answer, "recommended"));
        Assert.Equal("""{"rows":21,"outOfPlace":0}""", Count(answer, "lifecycle"));
        foreach (var (tally, number) in new[] { ("mandatory", "present"), ("recommended", "rows"), ("lifecycle", "rows") })
        {
            Assert.Equal(
                (int)answer["counts"]![tally]![number]!,
                answer["clusters"]!.AsArray().Sum(cluster => (int)cluster!["counts"]![tally]![number]!));
        }
    }

    [Fact]
    public async Task Says_of_a_signed_passport_that_it_did_not_look_at_the_signature()
    {
        var token = await TestIssuer.WithKey().SignAsync(Passport());
        token[^10] = (byte)(token[^10] == 'A' ? 'B' : 'A');

        using var response = await PostAsync(token, "application/vc+jwt");
        var answer = await response.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((true, false), ((bool)answer["signed"]!, (bool)answer["verified"]!));
        Assert.Contains("/credentials/verify", (string?)answer["note"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_passport_with_an_embedded_proof_for_signed()
    {
        var passport = Passport();
        passport["proof"] = new JsonObject { ["type"] = "DataIntegrityProof" };

        Assert.True((bool)(await AssessAsync(passport))["signed"]!);
    }

    [Fact]
    public async Task Says_of_each_row_how_it_stands_and_where_it_belongs()
    {
        var passport = Passport();
        var characteristics = passport["credentialSubject"]!["characteristics"]!.AsObject();
        characteristics.Remove("ratedCapacity");
        characteristics["nominalVoltage"]!["unit"] = "KWH";
        characteristics["stateOfCharge"] = 78;

        var answer = await AssessAsync(passport);

        Assert.False((bool)answer["ready"]!);
        Assert.Equal("""{"rows":65,"present":63,"missing":1,"wrong":1,"notApplicable":0}""", Count(answer, "mandatory"));
        Assert.Equal("""{"rows":21,"outOfPlace":1}""", Count(answer, "lifecycle"));
        var missing = Row(answer, "6.7.2.2");
        Assert.Equal(("missing", true, false), ((string?)missing["status"], (bool)missing["mandatory"]!, (bool)missing["dynamic"]!));
        Assert.Equal("/credentialSubject/characteristics/ratedCapacity", (string?)missing["belongs"]!["at"]);
        Assert.Equal("passport", (string?)missing["belongs"]!["in"]);
        var wrong = Row(answer, "6.7.2.11");
        Assert.Equal("wrong", (string?)wrong["status"]);
        Assert.Equal("/credentialSubject/characteristics/nominalVoltage/unit", (string?)wrong["faults"]![0]!["pointer"]);
        Assert.Contains("VLT", (string?)wrong["faults"]![0]!["detail"], StringComparison.Ordinal);
        var misplaced = Row(answer, "6.7.2.8");
        Assert.Equal(("wrong", "modifyEvent"), ((string?)misplaced["status"], (string?)misplaced["belongs"]!["in"]));
        var lifecycle = Row(answer, "6.7.2.3");
        Assert.Equal("lifecycle", (string?)lifecycle["status"]);
        Assert.Equal("https://gba-untp.example/vocab/remainingCapacity", (string?)lifecycle["belongs"]!["where"]!["/metric/id"]![0]);
    }

    [Theory]
    [InlineData("""{"type": ["VerifiableCredential"]}""", "application/vc", "/type")]
    [InlineData("""{"type": ["DigitalProductPassport"], "@context": []}""", "application/vc", "/@context")]
    [InlineData("""{"type": [], "type": []}""", "application/json", "/type")]
    [InlineData("nonsense", "application/vc+jwt", null)]
    public async Task Answers_400_to_what_is_no_passport_that_it_can_assess(string body, string mediaType, string? pointer)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(body), mediaType);

        var problem = await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
        Assert.Equal(pointer, (string?)problem["pointer"]);
    }

    [Fact]
    public async Task Answers_415_to_another_media_type_and_413_to_too_much()
    {
        using var text = await PostAsync("{}"u8.ToArray(), "text/plain");
        await text.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        using var large = await PostAsync(new byte[(1 << 20) + 1], "application/vc");
        await large.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    [Trait("Threat", "26")]
    public void Is_open_to_strangers_within_the_limits_of_verification()
    {
        var endpoint = given.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(route => route.RoutePattern.RawText == Route);

        Assert.NotNull(endpoint.Metadata.GetMetadata<IAllowAnonymous>());
        Assert.Equal(RateLimits.Verification, endpoint.Metadata.GetRequiredMetadata<EnableRateLimitingAttribute>().PolicyName);
    }

    private static JsonObject Passport() =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(Shared.ProjectRoot, "samples/chain/battery-passport.json")))!.AsObject();

    private async Task<JsonNode> AssessAsync(JsonNode passport, string mediaType = "application/vc")
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(passport.ToJsonString()), mediaType);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string mediaType)
    {
        using var content = TestIssuer.Body(body, mediaType);
        return await given.Anybody.PostAsync(Route, content);
    }

    private static IEnumerable<JsonNode> Rows(JsonNode answer) =>
        answer["clusters"]!.AsArray().SelectMany(cluster => cluster!["rows"]!.AsArray()).Select(row => row!);

    private static string Count(JsonNode answer, string of) => answer["counts"]![of]!.ToJsonString();

    private static JsonNode Row(JsonNode answer, string clause) => Rows(answer).Single(row => (string?)row["clause"] == clause);
}

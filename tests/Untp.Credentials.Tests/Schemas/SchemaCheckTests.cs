using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas;

public sealed class SchemaCheckTests
{
    private readonly SchemaCheck _check = new(new SchemaRegistry(new ContextRegistry()));

    [Theory]
    [InlineData("battery-passport.json")]
    [InlineData("battery-certificate.json")]
    public async Task Passes_our_samples(string name)
    {
        var result = await _check.RunAsync(Checks.Sample(name));

        Assert.Equal((Verdict.Passed, 0, 0), (result.Verdict, result.Problems.Count, result.Warnings.Count));
    }

    [Fact]
    public async Task Names_the_place_the_schema_and_the_member_of_every_fault()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialSubject"]!["idGranularity"] = "pallet";
        passport["credentialSubject"]!["dimensions"]!["weight"]!.AsObject().Remove("unit");

        var result = await _check.RunAsync(passport);

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.All(result.Problems, p => Assert.Equal(ProblemTypes.MalformedValue, p.Type));
        Assert.Contains(
            result.Problems,
            p => p.Pointer == "/credentialSubject/idGranularity" && p.Detail.Contains("pallet", StringComparison.Ordinal));
        Assert.Contains(
            result.Problems,
            p => p.Pointer == "/credentialSubject/dimensions/weight"
                && p.Detail.Contains("unit", StringComparison.Ordinal)
                && p.Detail.Contains("UNTP 0.7.0 DigitalProductPassport", StringComparison.Ordinal)
                && p.Detail.Contains("common.json#/$defs/Measure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tells_of_an_event_what_is_wrong_with_the_kind_that_it_says_it_is()
    {
        var events = JsonNode.Parse(
            File.ReadAllBytes(Shared.Path("untp/0.7.0/samples/DigitalTraceabilityEvent_battery_make_instance.json")))!;
        events["credentialSubject"]![0]!.AsObject().Remove("madeAtFacility");

        var problem = Assert.Single((await _check.RunAsync(events)).Problems);

        Assert.Equal("/credentialSubject/0", problem.Pointer);
        Assert.StartsWith(
            "credentialSubject[0] must have the member \"madeAtFacility\"; found only", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_kinds_of_event_where_one_is_of_none()
    {
        var events = JsonNode.Parse(
            File.ReadAllBytes(Shared.Path("untp/0.7.0/samples/DigitalTraceabilityEvent_battery_make_instance.json")))!;
        events["credentialSubject"]![0]!["type"] = new JsonArray("MakeEvnt", "LifecycleEvent");

        var problems = (await _check.RunAsync(events)).Problems;

        Assert.StartsWith(
            "credentialSubject[0] must be exactly one of MakeEvent, MoveEvent, ModifyEvent and is none; closest is MakeEvent",
            problems[0].Detail,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "credentialSubject[0].type must hold \"MakeEvent\"; found only \"MakeEvnt\", \"LifecycleEvent\"",
            problems[1].Detail,
            StringComparison.Ordinal);
        Assert.Equal(2, problems.Count);
    }

    [Fact]
    public async Task Fails_where_no_schema_is_served()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["@context"]![1] = "https://vocabulary.uncefact.org/untp/0.8.0/context/";

        var result = await _check.RunAsync(passport);

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.EndsWith("versions served: 0.7.0, 0.6.1, 0.6.0", Assert.Single(result.Problems).Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "7")]
    public async Task Demands_the_UNTP_context_in_the_second_place()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["@context"]!.AsArray().Insert(1, "https://w3id.org/security/data-integrity/v2");

        Assert.Contains((await _check.RunAsync(passport)).Problems, p => p.Pointer == "/@context/1");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("94567")]
    [InlineData("007")]
    [InlineData("123456789012345678901234567890")]
    public async Task Lets_a_status_list_index_of_digits_pass_and_says_so(string index)
    {
        var result = await _check.RunAsync(WithIndex(index));

        Assert.Equal(Verdict.Passed, result.Verdict);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal("/credentialStatus/statusListIndex", warning.Pointer);
    }

    [Fact]
    public async Task Says_nothing_of_a_status_list_index_that_is_an_integer()
    {
        var result = await _check.RunAsync(WithIndex(94567));

        Assert.Equal((Verdict.Passed, 0), (result.Verdict, result.Warnings.Count));
    }

    [Fact]
    public async Task Refuses_to_issue_a_status_list_index_of_digits()
    {
        var result = await _check.IssueAsync(WithIndex("94567"));

        Assert.Equal((Verdict.Failed, 0), (result.Verdict, result.Warnings.Count));
        Assert.Equal("/credentialStatus/statusListIndex", Assert.Single(result.Problems).Pointer);
    }

    [Theory]
    [InlineData("0.6.0")]
    [InlineData("0.6.1")]
    public async Task Refuses_to_issue_in_an_old_version_and_names_the_new_one(string version)
    {
        var passport = JsonNode.Parse(File.ReadAllBytes(Shared.Path($"untp/{version}/untp-dpp-instance.json")))!;

        Assert.Equal(Verdict.Passed, (await _check.RunAsync(passport)).Verdict);
        Assert.EndsWith(
            "issue in UNTP 0.7.0 DigitalProductPassport",
            Assert.Single((await _check.IssueAsync(passport)).Problems).Detail,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"1.0\"")]
    [InlineData("\"0x1\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1\\n\"")]
    [InlineData("\"\\u0661\"")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("null")]
    [InlineData("[1]")]
    public async Task Refuses_any_other_status_list_index(string index)
    {
        var result = await _check.RunAsync(WithIndex(JsonNode.Parse(index)));

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.All(result.Problems, p => Assert.Equal("/credentialStatus/statusListIndex", p.Pointer));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Tells_what_is_wrong_in_the_same_way_at_many_places_in_few_lines()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialSubject"]!["relatedDocument"] = new JsonArray([.. Enumerable.Range(0, 500).Select(_ => new JsonObject())]);

        var problems = (await _check.RunAsync(passport)).Problems;

        Assert.Equal(10, problems.Count);
        Assert.StartsWith(
            "credentialSubject.relatedDocument[4] must have the member \"linkName\"; found none at all; and 495 more like it (UNTP 0.7.0",
            problems[9].Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_at_most_a_hundred_problems()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialSubject"]!["productCategory"]![0]!.AsObject().Clear();
        for (var i = 0; i < 200; i++)
        {
            passport["credentialSubject"]!["productCategory"]![0]![$"x{i}"] = 1;
        }

        var problems = (await _check.RunAsync(passport)).Problems;

        Assert.Equal(100, problems.Count);
        Assert.StartsWith("and 105 more errors", problems[99].Detail, StringComparison.Ordinal);
    }

    private static JsonNode WithIndex(JsonNode? index)
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialStatus"] = new JsonObject
        {
            ["type"] = "BitstringStatusListEntry",
            ["statusPurpose"] = "revocation",
            ["statusListIndex"] = index,
            ["statusListCredential"] = "https://cells.example.com/statuses/1",
        };
        return passport;
    }
}

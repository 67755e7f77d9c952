using System.Text.Json.Nodes;
using Untp.Credentials.Statuses;
using static Untp.Credentials.Tests.Statuses.StatusWorld;

namespace Untp.Credentials.Tests.Statuses;

public sealed class StatusEntryTests
{
    private readonly StatusWorld _world = new();

    [Fact]
    public async Task Looks_at_every_entry()
    {
        _world.Fetcher[Url] = List(subject => subject["statusPurpose"] = new JsonArray("revocation", "suspension"));

        Assert.Equal(Verdict.Passed, (await _world.RunAsync(new JsonArray(Entry(5), Entry(6, "suspension")))).Verdict);
        var problem = Failed(await _world.RunAsync(new JsonArray(Entry(5), Entry(Revoked, "suspension"))), ProblemTypes.StatusVerification);
        Assert.Equal("/credentialStatus/1", problem.Pointer);
        Assert.Single(_world.Fetcher.Asked);
    }

    [Fact]
    public async Task Fails_when_one_bit_is_set_and_another_list_cannot_be_had()
    {
        var absent = Entry(5);
        absent["statusListCredential"] = "https://status.example.com/absent";
        var result = await _world.RunAsync(new JsonArray(absent, Entry(Revoked)));

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal([ProblemTypes.StatusRetrieval, ProblemTypes.StatusVerification], result.Problems.Select(p => p.Type));
    }

    [Theory, Trait("Threat", "15")]
    [InlineData("-1", ProblemTypes.MalformedValue)]
    [InlineData("1e3", ProblemTypes.MalformedValue)]
    [InlineData("\"-1\"", ProblemTypes.MalformedValue)]
    [InlineData("\"+1\"", ProblemTypes.MalformedValue)]
    [InlineData("\"1e3\"", ProblemTypes.MalformedValue)]
    [InlineData("\"07\"", ProblemTypes.MalformedValue)]
    [InlineData("\"00\"", ProblemTypes.MalformedValue)]
    [InlineData("\"\"", ProblemTypes.MalformedValue)]
    [InlineData("\" 5\"", ProblemTypes.MalformedValue)]
    [InlineData("\"5\\n\"", ProblemTypes.MalformedValue)]
    [InlineData("\"0x5\"", ProblemTypes.MalformedValue)]
    [InlineData("\"\u0665\"", ProblemTypes.MalformedValue)] // a five of another script
    [InlineData("5.0", ProblemTypes.MalformedValue)]
    [InlineData("true", ProblemTypes.MalformedValue)]
    [InlineData("null", ProblemTypes.MalformedValue)]
    [InlineData("[5]", ProblemTypes.MalformedValue)]
    [InlineData("131072", ProblemTypes.Range)] // length
    [InlineData("\"131072\"", ProblemTypes.Range)]
    [InlineData("2147483648", ProblemTypes.Range)] // 2^31
    [InlineData("\"4294967296\"", ProblemTypes.Range)] // 2^32: entry 0 when cut to 32 bits
    [InlineData("\"9223372036854775808\"", ProblemTypes.Range)] // 2^63
    [InlineData("\"18446744073709551620\"", ProblemTypes.Range)] // 2^64 + 4: entry 4 when cut to 64 bits
    public async Task Fails_an_index_that_is_none_of_the_list(string index, string type)
    {
        var problem = Failed(await _world.RunAsync(Entry(JsonNode.Parse(index))), type);
        Assert.Equal("/credentialStatus/statusListIndex", problem.Pointer);
    }

    [Theory]
    [InlineData("statusPurpose", "7")]
    [InlineData("statusPurpose", "\"\"")]
    [InlineData("statusPurpose", "[\"revocation\"]")]
    [InlineData("statusListCredential", "7")]
    [InlineData("statusListCredential", "\"/1\"")]
    [InlineData("statusListCredential", "\"http://status.example.com/1\"")]
    [InlineData("statusListCredential", "\"http://127.0.0.1/1\"")]
    [InlineData("statusListCredential", "\"file:///etc/passwd\"")]
    [InlineData("statusListCredential", "\"did:web:x\"")]
    [InlineData("statusListCredential", "\"https://user:pass@status.example.com/1\"")]
    [InlineData("statusListCredential", "\"https://status.example.com/1\\n\"")]
    [InlineData("statusListCredential", "\"https://status.example.com/\\u00e4\"")]
    [InlineData("statusSize", "0")]
    [InlineData("statusSize", "-1")]
    [InlineData("statusSize", "\"1\"")]
    [InlineData("statusSize", "1.5")]
    [InlineData("statusSize", "4294967297")]
    [InlineData("statusSize", "2")] // only a message has more than one bit
    [Trait("Threat", "15")]
    public async Task Fails_an_entry_of_another_shape_and_fetches_nothing(string member, string value)
    {
        var entry = Entry(5);
        entry[member] = JsonNode.Parse(value);

        Assert.Equal($"/credentialStatus/{member}", Failed(await _world.RunAsync(entry), ProblemTypes.MalformedValue).Pointer);
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"StatusList2021Entry"}""")]
    [InlineData("""{"type":["Other"]}""")]
    [InlineData("""[[]]""")]
    public async Task Fails_a_status_type_that_it_does_not_know(string status) =>
        Failed(await _world.RunAsync(JsonNode.Parse(status), isNull: status == "null"), ProblemTypes.StatusVerification);

    [Fact]
    public async Task Fails_more_entries_than_anybody_needs()
    {
        var entries = new JsonArray([.. Enumerable.Range(0, 17).Select(JsonNode (i) => Entry(i))]);
        Failed(await _world.RunAsync(entries), ProblemTypes.MalformedValue);
    }

    [Fact]
    public async Task Says_the_message_of_a_value_and_passes()
    {
        var entry = Entry(3, "message");
        entry["statusSize"] = 2;
        entry["statusMessage"] = JsonNode.Parse("""
            [{"status":"0x0","message":"pending"},{"status":"0x1","message":"accepted"},
             {"status":"0x2","message":"rejected"},{"status":"0x3","message":"undefined"}]
            """);
        var bits = new byte[2 * BitstringStatusList.MinBytes];
        bits[0] = 0b00_00_00_10;
        _world.Fetcher[Url] = List(
            subject => (subject["statusPurpose"], subject["encodedList"]) = ("message", BitstringStatusList.Encode(bits)));
        var result = await _world.RunAsync(entry);

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains("rejected", Assert.Single(result.Warnings).Detail);
    }

    [Fact]
    public async Task Fails_a_list_that_has_too_few_entries_of_their_size()
    {
        var entry = Entry(3, "message");
        entry["statusSize"] = 2;
        entry["statusMessage"] = JsonNode.Parse("""[{"status":"0x0"},{"status":"0x1"},{"status":"0x2"},{"status":"0x3"}]""");
        _world.Fetcher[Url] = List(subject => subject["statusPurpose"] = "message");

        Failed(await _world.RunAsync(entry), ProblemTypes.StatusListLength);
    }

    [Fact]
    public async Task Fetches_from_loopback_over_http_when_that_is_allowed()
    {
        const string Loopback = "http://127.0.0.1:5080/status/1";
        var check = new StatusCheck([_world.Proof], new StatusOptions { AllowLoopback = true }, _world.Time);
        _world.Fetcher[Loopback] = List(change: list => list["id"] = Loopback);
        var entry = Entry(5);
        entry["statusListCredential"] = Loopback;
        Assert.Equal(Verdict.Passed, (await _world.RunAsync(entry, check: check)).Verdict);

        entry["statusListCredential"] = "http://status.example.com/1";
        Failed(await _world.RunAsync(entry, check: check), ProblemTypes.MalformedValue);
    }
}

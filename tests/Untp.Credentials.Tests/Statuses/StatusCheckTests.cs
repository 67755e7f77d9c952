using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests.Statuses;

public sealed class StatusCheckTests
{
    private const string Url = "https://status.example.com/1";
    private const string Issuer = "did:web:issuer.example.com";
    private const int Revoked = 4;

    private readonly ManualTime _time = new();
    private readonly ScriptedFetcher _fetcher = new();
    private readonly FixedCheck _validity = new(CheckNames.Validity, Verdict.Passed);
    private readonly FixedCheck _proof = new(CheckNames.Proof, Verdict.Passed);
    private readonly StatusCheck _check;

    public StatusCheckTests()
    {
        _check = new StatusCheck([_validity, _proof], new StatusOptions(), _time);
        _fetcher[Url] = List();
    }

    [Theory]
    [InlineData("5")]
    [InlineData(5)]
    [InlineData("0")]
    [InlineData(131_071)] // length - 1
    public async Task Passes_a_credential_whose_bit_is_not_set(object index)
    {
        var result = await RunAsync(Entry(index));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Problems);
        Assert.Empty(result.Warnings);
        Assert.Equal([Url], _fetcher.Asked);
    }

    [Theory]
    [InlineData("revocation")]
    [InlineData("suspension")]
    [InlineData("something else")]
    public async Task Fails_a_credential_whose_bit_is_set(string purpose)
    {
        _fetcher[Url] = List(subject => subject["statusPurpose"] = purpose);
        var problem = Failed(await RunAsync(Entry(Revoked, purpose)), ProblemTypes.StatusVerification);

        Assert.Contains(purpose, problem.Detail);
        Assert.Contains(Url, problem.Detail);
        Assert.Equal("/credentialStatus", problem.Pointer);
    }

    [Fact]
    public async Task Skips_a_credential_without_status()
    {
        Assert.Equal(Verdict.Skipped, (await RunAsync(null)).Verdict);
        Assert.Equal(Verdict.Skipped, (await RunAsync(new JsonArray())).Verdict);
        Assert.Empty(_fetcher.Asked);
    }

    [Fact]
    public async Task Looks_at_every_entry()
    {
        _fetcher[Url] = List(subject => subject["statusPurpose"] = new JsonArray("revocation", "suspension"));

        Assert.Equal(Verdict.Passed, (await RunAsync(new JsonArray(Entry(5), Entry(6, "suspension")))).Verdict);
        var problem = Failed(await RunAsync(new JsonArray(Entry(5), Entry(Revoked, "suspension"))), ProblemTypes.StatusVerification);
        Assert.Equal("/credentialStatus/1", problem.Pointer);
        Assert.Single(_fetcher.Asked);
    }

    [Fact]
    public async Task Fails_when_one_bit_is_set_and_another_list_cannot_be_had()
    {
        var absent = Entry(5);
        absent["statusListCredential"] = "https://status.example.com/absent";
        var result = await RunAsync(new JsonArray(absent, Entry(Revoked)));

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
        var problem = Failed(await RunAsync(Entry(JsonNode.Parse(index))), type);
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

        Assert.Equal($"/credentialStatus/{member}", Failed(await RunAsync(entry), ProblemTypes.MalformedValue).Pointer);
        Assert.Empty(_fetcher.Asked);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"StatusList2021Entry"}""")]
    [InlineData("""{"type":["Other"]}""")]
    [InlineData("""[[]]""")]
    public async Task Fails_a_status_type_that_it_does_not_know(string status) =>
        Failed(await RunAsync(JsonNode.Parse(status) ?? JsonValue.Create((string?)null), status == "null"), ProblemTypes.StatusVerification);

    [Fact]
    public async Task Fails_more_entries_than_anybody_needs() =>
        Failed(await RunAsync(new JsonArray([.. Enumerable.Range(0, 17).Select(JsonNode (i) => Entry(i))])), ProblemTypes.MalformedValue);

    [Theory, Trait("Threat", "15")]
    [InlineData("statusPurpose", "\"suspension\"")]
    [InlineData("statusPurpose", "[\"suspension\",\"message\"]")]
    public async Task Fails_a_list_of_another_purpose(string member, string value)
    {
        _fetcher[Url] = List(subject => subject[member] = JsonNode.Parse(value));
        Failed(await RunAsync(Entry(5)), ProblemTypes.StatusVerification);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_a_list_of_another_issuer()
    {
        _fetcher[Url] = List(change: list => list["issuer"] = "did:web:other.example.com");
        Failed(await RunAsync(Entry(5)), ProblemTypes.StatusVerification);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_a_list_whose_id_is_another_url()
    {
        _fetcher[Url] = List(change: list => list["id"] = "https://status.example.com/2");
        Failed(await RunAsync(Entry(5)), ProblemTypes.StatusVerification);
    }

    [Fact]
    public async Task Warns_of_a_list_without_id()
    {
        _fetcher[Url] = List(change: list => list.Remove("id"));
        var result = await RunAsync(Entry(5));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(Url, Assert.Single(result.Warnings).Detail);
    }

    [Fact]
    public async Task Warns_of_a_list_without_multibase_prefix()
    {
        _fetcher[Url] = List(subject => subject["encodedList"] = subject["encodedList"]!.GetValue<string>()[1..]);
        var result = await RunAsync(Entry(5));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Single(result.Warnings);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_an_expired_list()
    {
        _validity.Verdict = Verdict.Failed;
        Assert.Contains("validity", Failed(await RunAsync(Entry(5)), ProblemTypes.StatusVerification).Detail);
    }

    [Theory, Trait("Threat", "15")]
    [InlineData(Verdict.Failed, Verdict.Failed, ProblemTypes.StatusVerification)]
    [InlineData(Verdict.Skipped, Verdict.Failed, ProblemTypes.StatusVerification)]
    [InlineData(Verdict.Undecided, Verdict.Undecided, ProblemTypes.StatusRetrieval)]
    public async Task Believes_no_list_whose_proof_did_not_pass(Verdict proof, Verdict verdict, string type)
    {
        _proof.Verdict = proof;
        var result = await RunAsync(Entry(5));

        Assert.Equal(verdict, result.Verdict);
        Assert.Equal(type, Assert.Single(result.Problems).Type);
    }

    [Fact]
    public async Task Believes_no_list_that_nothing_verifies()
    {
        var check = new StatusCheck([_validity], new StatusOptions(), _time);
        Failed(await RunAsync(Entry(5), check: check), ProblemTypes.StatusVerification);
    }

    [Theory, Trait("Threat", "15")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_undecided_when_the_list_cannot_be_fetched(bool isFinal)
    {
        _fetcher.Answer(Url, FetchResult.Failed("404 Not Found", isFinal));
        Undecided(await RunAsync(Entry(5)));
    }

    [Theory, Trait("Threat", "15")]
    [InlineData("<!doctype html><html></html>", "text/html")]
    [InlineData("<!doctype html><html></html>", "application/vc")]
    [InlineData("", null)]
    [InlineData("null", "application/json")]
    [InlineData("[]", "application/vc")]
    [InlineData("{", "application/vc")]
    [InlineData("""{"id":"a","id":"b"}""", "application/vc")]
    [InlineData("eyJ.eyJ", "application/vc+jwt")]
    [InlineData("eyJ", "text/plain")]
    public async Task Is_undecided_when_the_answer_is_no_credential(string body, string? contentType)
    {
        _fetcher.Answer(Url, FetchResult.Fetched(Encoding.UTF8.GetBytes(body), contentType));
        Undecided(await RunAsync(Entry(5)));
    }

    [Theory]
    [InlineData("application/vc")]
    [InlineData("application/ld+json")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task Reads_a_list_in_json_by_type_or_by_look(string? contentType)
    {
        _fetcher.Answer(Url, FetchResult.Fetched(Encoding.UTF8.GetBytes(List()), contentType));
        Assert.Equal(Verdict.Passed, (await RunAsync(Entry(5))).Verdict);
    }

    [Theory]
    [InlineData("application/vc+jwt", "")]
    [InlineData("application/vc+jwt", "\r\n")]
    [InlineData("text/plain", "\n")]
    [InlineData(null, "")]
    public async Task Reads_a_list_in_a_token_by_type_or_by_look(string? contentType, string ending)
    {
        _fetcher.Answer(Url, FetchResult.Fetched(Encoding.UTF8.GetBytes(Token(List()) + ending), contentType));
        Assert.Equal(Verdict.Passed, (await RunAsync(Entry(5))).Verdict);
        Failed(await RunAsync(Entry(Revoked)), ProblemTypes.StatusVerification);
    }

    [Fact]
    public async Task Reads_a_list_in_an_envelope()
    {
        _fetcher[Url] = $$"""
            {"@context":["https://www.w3.org/ns/credentials/v2"],"type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,{{Token(List())}}"}
            """;
        Failed(await RunAsync(Entry(Revoked)), ProblemTypes.StatusVerification);
    }

    [Fact]
    public async Task Fails_a_credential_of_another_type_in_the_place_of_a_list()
    {
        _fetcher[Url] = List(change: list => list["type"] = "VerifiableCredential");
        Failed(await RunAsync(Entry(5)), ProblemTypes.MalformedValue);
    }

    [Theory]
    [InlineData("type", "\"Other\"")]
    [InlineData("statusPurpose", "null")]
    [InlineData("statusPurpose", "[]")]
    [InlineData("encodedList", "7")]
    [InlineData("encodedList", "\"uAAAA\"")]
    public async Task Fails_a_list_of_another_shape(string member, string value)
    {
        _fetcher[Url] = List(subject => subject[member] = JsonNode.Parse(value));
        Failed(await RunAsync(Entry(5)), ProblemTypes.MalformedValue);
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
        _fetcher[Url] = List(
            subject => (subject["statusPurpose"], subject["encodedList"]) = ("message", BitstringStatusList.Encode(bits)));
        var result = await RunAsync(entry);

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains("rejected", Assert.Single(result.Warnings).Detail);
    }

    [Fact]
    public async Task Fails_a_list_that_has_too_few_entries_of_their_size()
    {
        var entry = Entry(3, "message");
        entry["statusSize"] = 2;
        entry["statusMessage"] = new JsonArray([.. Enumerable.Range(0, 4).Select(JsonNode (i) => new JsonObject { ["status"] = $"0x{i}" })]);
        _fetcher[Url] = List(subject => subject["statusPurpose"] = "message");

        Failed(await RunAsync(entry), ProblemTypes.StatusListLength);
    }

    [Theory]
    [InlineData("message", "set")]
    [InlineData("refresh", "newer")]
    public async Task Warns_of_a_set_bit_that_leaves_the_credential_valid(string purpose, string word)
    {
        _fetcher[Url] = List(subject => subject["statusPurpose"] = purpose);
        var result = await RunAsync(Entry(Revoked, purpose));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(word, Assert.Single(result.Warnings).Detail);
        Assert.Empty((await RunAsync(Entry(5, purpose))).Warnings);
    }

    [Theory, Trait("Threat", "16")]
    [InlineData(null, 300)]
    [InlineData(60_000, 60)]
    [InlineData(3_600_000, 300)]
    public async Task Sees_a_revocation_within_the_lifetime_or_the_ttl_of_the_list(int? ttl, int seconds)
    {
        _fetcher[Url] = List(subject => subject["ttl"] = ttl);
        var entry = Entry(5);
        Assert.Equal(Verdict.Passed, (await RunAsync(entry)).Verdict);
        _fetcher[Url] = List(subject => subject["encodedList"] = BitstringStatusList.Encode(Bits(5)));

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Equal(Verdict.Passed, (await RunAsync(entry)).Verdict);
        _time.Advance(TimeSpan.FromTicks(1));
        Failed(await RunAsync(entry), ProblemTypes.StatusVerification);
        Assert.Equal(2, _proof.Runs);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Keeps_a_list_no_longer_than_it_is_valid()
    {
        _fetcher[Url] = List(change: list => list["validUntil"] = "2026-06-01T00:01:00Z");
        await RunAsync(Entry(5));
        _time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(Entry(5));

        Assert.Equal(2, _fetcher.Asked.Count);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Remembers_a_failure_for_ten_seconds()
    {
        _fetcher.Answer(Url, FetchResult.Failed("503"));
        Undecided(await RunAsync(Entry(5)));
        _fetcher[Url] = List();
        _time.Advance(TimeSpan.FromSeconds(9));
        Undecided(await RunAsync(Entry(5)));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Verdict.Passed, (await RunAsync(Entry(5))).Verdict);
    }

    [Fact]
    public async Task Tells_a_caller_without_allowance_and_does_not_remember_it()
    {
        _fetcher.IsExhausted = true;
        await Assert.ThrowsAsync<FetchLimitException>(() => RunAsync(Entry(5)));
        _fetcher.IsExhausted = false;

        Assert.Equal(Verdict.Passed, (await RunAsync(Entry(5))).Verdict);
    }

    [Fact]
    public async Task Fetches_from_loopback_over_http_when_that_is_allowed()
    {
        const string Loopback = "http://127.0.0.1:5080/status/1";
        var check = new StatusCheck([_proof], new StatusOptions { AllowLoopback = true }, _time);
        _fetcher[Loopback] = List(change: list => list["id"] = Loopback);
        var entry = Entry(5);
        entry["statusListCredential"] = Loopback;
        Assert.Equal(Verdict.Passed, (await RunAsync(entry, check: check)).Verdict);

        entry["statusListCredential"] = "http://status.example.com/1";
        Failed(await RunAsync(entry, check: check), ProblemTypes.MalformedValue);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Answers_for_every_list_and_entry_that_is_wrong_in_one_value_and_passes_no_revoked_credential()
    {
        foreach (var list in JsonMutations.Of(List()))
        {
            _time.Advance(TimeSpan.FromMinutes(6));
            _fetcher[Url] = list;
            Assert.NotEqual(Verdict.Passed, (await RunAsync(Entry(Revoked))).Verdict);
        }

        _fetcher[Url] = List();
        foreach (var entry in JsonMutations.Of(Entry(Revoked).ToJsonString()).Where(e => !e.Contains("\"statusListIndex\":7")))
        {
            Assert.Equal(Verdict.Failed, (await RunAsync(JsonNode.Parse(entry))).Verdict);
        }
    }

    private static JsonObject Entry(object? index, string purpose = "revocation") => new()
    {
        ["type"] = "BitstringStatusListEntry",
        ["statusPurpose"] = purpose,
        ["statusListIndex"] = index switch { int number => number, string text => text, _ => (JsonNode?)index },
        ["statusListCredential"] = Url,
    };

    private static string List(Action<JsonObject>? changeSubject = null, Action<JsonObject>? change = null)
    {
        var subject = new JsonObject
        {
            ["id"] = $"{Url}#list",
            ["type"] = "BitstringStatusList",
            ["statusPurpose"] = "revocation",
            ["encodedList"] = BitstringStatusList.Encode(Bits(Revoked)),
        };
        changeSubject?.Invoke(subject);
        var list = new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["id"] = Url,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = Issuer,
            ["credentialSubject"] = subject,
        };
        change?.Invoke(list);
        return list.ToJsonString();
    }

    private static byte[] Bits(int index)
    {
        var bits = new byte[BitstringStatusList.MinBytes];
        BitstringStatusList.Set(bits, index, true);
        return bits;
    }

    private static string Token(string payload) =>
        $"e30.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.AA";

    private static Problem Failed(CheckResult result, string type)
    {
        Assert.Equal(Verdict.Failed, result.Verdict);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(type, problem.Type);
        return problem;
    }

    private static void Undecided(CheckResult result)
    {
        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.Equal(ProblemTypes.StatusRetrieval, Assert.Single(result.Problems).Type);
    }

    private async Task<CheckResult> RunAsync(JsonNode? status, bool isNull = false, StatusCheck? check = null)
    {
        var claims = new JsonObject { ["id"] = "https://x.example/1", ["issuer"] = new JsonObject { ["id"] = Issuer } };
        if (status is not null || isNull)
        {
            claims["credentialStatus"] = status?.DeepClone();
        }

        var bytes = Encoding.UTF8.GetBytes(claims.ToJsonString());
        Assert.True(Credential.TryParse(bytes, MediaTypes.Vc, ParsingLimits.Default, out var credential, out var problem), problem?.Detail);
        using (credential)
        {
            var context = new CheckContext(credential, _time.GetUtcNow(), _fetcher);
            return await (check ?? _check).RunAsync(context, TestContext.Current.CancellationToken);
        }
    }
}

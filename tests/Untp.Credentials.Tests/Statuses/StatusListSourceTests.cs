using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials.Statuses;
using static Untp.Credentials.Tests.Statuses.StatusWorld;

namespace Untp.Credentials.Tests.Statuses;

public sealed class StatusListSourceTests
{
    private readonly StatusWorld _world = new();

    [Fact, Trait("Threat", "15")]
    public async Task Fails_an_expired_list()
    {
        _world.Validity.Verdict = Verdict.Failed;
        Assert.Contains("validity", Failed(await _world.RunAsync(Entry(5)), ProblemTypes.StatusVerification).Detail);
    }

    [Theory, Trait("Threat", "15")]
    [InlineData(Verdict.Failed, Verdict.Failed, ProblemTypes.StatusVerification)]
    [InlineData(Verdict.Skipped, Verdict.Failed, ProblemTypes.StatusVerification)]
    [InlineData(Verdict.Undecided, Verdict.Undecided, ProblemTypes.StatusRetrieval)]
    public async Task Believes_no_list_whose_proof_did_not_pass(Verdict proof, Verdict verdict, string type)
    {
        _world.Proof.Verdict = proof;
        var result = await _world.RunAsync(Entry(5));

        Assert.Equal(verdict, result.Verdict);
        Assert.Equal(type, Assert.Single(result.Problems).Type);
    }

    [Fact]
    public async Task Believes_no_list_that_nothing_verifies()
    {
        var check = new StatusCheck([_world.Validity], new StatusOptions(), _world.Time);
        Failed(await _world.RunAsync(Entry(5), check: check), ProblemTypes.StatusVerification);
    }

    [Theory, Trait("Threat", "15")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_undecided_when_the_list_cannot_be_fetched(bool isFinal)
    {
        _world.Fetcher.Answer(Url, FetchResult.Failed("404 Not Found", isFinal));
        Undecided(await _world.RunAsync(Entry(5)));
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
        _world.Fetcher.Answer(Url, FetchResult.Fetched(Encoding.UTF8.GetBytes(body), contentType));
        Undecided(await _world.RunAsync(Entry(5)));
    }

    [Theory]
    [InlineData("application/vc")]
    [InlineData("application/ld+json")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task Reads_a_list_in_json_by_type_or_by_look(string? contentType)
    {
        _world.Fetcher.Answer(Url, FetchResult.Fetched(Encoding.UTF8.GetBytes(List()), contentType));
        Assert.Equal(Verdict.Passed, (await _world.RunAsync(Entry(5))).Verdict);
    }

    [Theory]
    [InlineData("application/vc+jwt", "")]
    [InlineData("application/vc+jwt", "\r\n")]
    [InlineData("text/plain", "\n")]
    [InlineData(null, "")]
    public async Task Reads_a_list_in_a_token_by_type_or_by_look(string? contentType, string ending)
    {
        _world.Fetcher.Answer(Url, FetchResult.Fetched(Encoding.UTF8.GetBytes(Token(List()) + ending), contentType));
        Assert.Equal(Verdict.Passed, (await _world.RunAsync(Entry(5))).Verdict);
        Failed(await _world.RunAsync(Entry(Revoked)), ProblemTypes.StatusVerification);
    }

    [Fact]
    public async Task Reads_a_list_in_an_envelope()
    {
        _world.Fetcher[Url] = $$"""
            {"@context":["https://www.w3.org/ns/credentials/v2"],"type":"EnvelopedVerifiableCredential",
            "id":"data:application/vc+jwt,{{Token(List())}}"}
            """;
        Failed(await _world.RunAsync(Entry(Revoked)), ProblemTypes.StatusVerification);
    }

    [Fact]
    public async Task Fails_a_credential_of_another_type_in_the_place_of_a_list()
    {
        _world.Fetcher[Url] = List(change: list => list["type"] = "VerifiableCredential");
        Failed(await _world.RunAsync(Entry(5)), ProblemTypes.MalformedValue);
    }

    [Theory]
    [InlineData("type", "\"Other\"")]
    [InlineData("statusPurpose", "null")]
    [InlineData("statusPurpose", "[]")]
    [InlineData("encodedList", "7")]
    [InlineData("encodedList", "\"uAAAA\"")]
    public async Task Fails_a_list_of_another_shape(string member, string value)
    {
        _world.Fetcher[Url] = List(subject => subject[member] = JsonNode.Parse(value));
        Failed(await _world.RunAsync(Entry(5)), ProblemTypes.MalformedValue);
    }

    [Theory, Trait("Threat", "16")]
    [InlineData(null, 300)]
    [InlineData(60_000, 60)]
    [InlineData(3_600_000, 300)]
    public async Task Sees_a_revocation_within_the_lifetime_or_the_ttl_of_the_list(int? ttl, int seconds)
    {
        _world.Fetcher[Url] = List(subject => subject["ttl"] = ttl);
        var entry = Entry(5);
        Assert.Equal(Verdict.Passed, (await _world.RunAsync(entry)).Verdict);
        _world.Fetcher[Url] = List(subject => subject["encodedList"] = BitstringStatusList.Encode(Bits(5)));

        _world.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Equal(Verdict.Passed, (await _world.RunAsync(entry)).Verdict);
        _world.Time.Advance(TimeSpan.FromTicks(1));
        Failed(await _world.RunAsync(entry), ProblemTypes.StatusVerification);
        Assert.Equal(2, _world.Proof.Runs);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Keeps_a_list_no_longer_than_it_is_valid()
    {
        _world.Fetcher[Url] = List(change: list => list["validUntil"] = "2026-06-01T00:01:00Z");
        await _world.RunAsync(Entry(5));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.RunAsync(Entry(5));

        Assert.Equal(2, _world.Fetcher.Asked.Count);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Remembers_a_failure_for_ten_seconds()
    {
        _world.Fetcher.Answer(Url, FetchResult.Failed("503"));
        Undecided(await _world.RunAsync(Entry(5)));
        _world.Fetcher[Url] = List();
        _world.Time.Advance(TimeSpan.FromSeconds(9));
        Undecided(await _world.RunAsync(Entry(5)));
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Verdict.Passed, (await _world.RunAsync(Entry(5))).Verdict);
    }

    [Fact, Trait("Threat", "16"), Trait("Threat", "26")]
    public async Task Believes_no_failure_of_another_scope()
    {
        var strangers = new ScriptedFetcher { Scope = "strangers" };
        Undecided(await _world.RunAsync(Entry(5), fetcher: strangers));

        Assert.Equal(Verdict.Passed, (await _world.RunAsync(Entry(5))).Verdict);
    }

    [Fact, Trait("Threat", "14")]
    public async Task Keeps_no_more_of_what_strangers_wrote_than_it_has_memory_for()
    {
        var options = new StatusOptions { MaxCacheBytes = 8 << 20 };
        var check = new StatusCheck([_world.Validity, _world.Proof], options, _world.Time);
        var purposes = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"p{i}\""));
        var entries = Enumerable.Range(0, 4).Select(i => Entry(5)).ToList();
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i]["statusListCredential"] = $"{Url}?{i}";
            _world.Fetcher[$"{Url}?{i}"] = List(
                subject => subject["statusPurpose"] = JsonNode.Parse($"[{purposes},\"revocation\"]"), list => list["id"] = $"{Url}?{i}");
            Assert.Equal(Verdict.Passed, (await _world.RunAsync(entries[i], check: check)).Verdict);
        }

        // each holds some five megabytes in its hundred thousand purposes: the first has had to go
        await _world.RunAsync(entries[0], check: check);
        Assert.Equal(5, _world.Fetcher.Asked.Count);
    }

    [Fact, Trait("Threat", "11")]
    public async Task Repeats_few_of_the_faults_of_a_list()
    {
        var check = new StatusCheck([Given.DataModelCheck, _world.Proof], new StatusOptions(), _world.Time);
        _world.Fetcher[Url] = List(change: list => list["evidence"] = JsonNode.Parse($"[{string.Join(',', Enumerable.Repeat("1", 50_000))}]"));

        var problem = Failed(await _world.RunAsync(Entry(5), check: check), ProblemTypes.StatusVerification);
        Assert.InRange(problem.Detail.Length, 1, 1000);
    }

    [Fact]
    public async Task Tells_a_caller_without_allowance_and_does_not_remember_it()
    {
        _world.Fetcher.IsExhausted = true;
        await Assert.ThrowsAsync<FetchLimitException>(() => _world.RunAsync(Entry(5)));
        _world.Fetcher.IsExhausted = false;

        Assert.Equal(Verdict.Passed, (await _world.RunAsync(Entry(5))).Verdict);
    }
}

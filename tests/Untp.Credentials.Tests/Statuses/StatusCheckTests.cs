using System.Text.Json.Nodes;
using static Untp.Credentials.Tests.Statuses.StatusWorld;

namespace Untp.Credentials.Tests.Statuses;

public sealed class StatusCheckTests
{
    private readonly StatusWorld _world = new();

    [Theory]
    [InlineData("5")]
    [InlineData(5)]
    [InlineData("0")]
    [InlineData(131_071)] // length - 1
    public async Task Passes_a_credential_whose_bit_is_not_set(object index)
    {
        var result = await _world.RunAsync(Entry(index));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Problems);
        Assert.Empty(result.Warnings);
        Assert.Equal([Url], _world.Fetcher.Asked);
    }

    [Theory]
    [InlineData("revocation")]
    [InlineData("suspension")]
    [InlineData("something else")]
    public async Task Fails_a_credential_whose_bit_is_set(string purpose)
    {
        _world.Fetcher[Url] = List(subject => subject["statusPurpose"] = purpose);
        var problem = Failed(await _world.RunAsync(Entry(Revoked, purpose)), ProblemTypes.StatusVerification);

        Assert.Contains(purpose, problem.Detail);
        Assert.Contains(Url, problem.Detail);
        Assert.Equal("/credentialStatus", problem.Pointer);
    }

    [Fact]
    public async Task Skips_a_credential_without_status()
    {
        Assert.Equal(Verdict.Skipped, (await _world.RunAsync(null)).Verdict);
        Assert.Equal(Verdict.Skipped, (await _world.RunAsync(new JsonArray())).Verdict);
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Theory, Trait("Threat", "15")]
    [InlineData("statusPurpose", "\"suspension\"")]
    [InlineData("statusPurpose", "[\"suspension\",\"message\"]")]
    public async Task Fails_a_list_of_another_purpose(string member, string value)
    {
        _world.Fetcher[Url] = List(subject => subject[member] = JsonNode.Parse(value));
        Failed(await _world.RunAsync(Entry(5)), ProblemTypes.StatusVerification);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_a_list_of_another_issuer()
    {
        _world.Fetcher[Url] = List(change: list => list["issuer"] = "did:web:other.example.com");
        Failed(await _world.RunAsync(Entry(5)), ProblemTypes.StatusVerification);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_a_list_whose_id_is_another_url()
    {
        _world.Fetcher[Url] = List(change: list => list["id"] = "https://status.example.com/2");
        Failed(await _world.RunAsync(Entry(5)), ProblemTypes.StatusVerification);
    }

    [Fact]
    public async Task Warns_of_a_list_without_id()
    {
        _world.Fetcher[Url] = List(change: list => list.Remove("id"));
        var result = await _world.RunAsync(Entry(5));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(Url, Assert.Single(result.Warnings).Detail);
    }

    [Fact]
    public async Task Warns_of_a_list_without_multibase_prefix()
    {
        _world.Fetcher[Url] = List(subject => subject["encodedList"] = subject["encodedList"]!.GetValue<string>()[1..]);
        var result = await _world.RunAsync(Entry(5));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Single(result.Warnings);
    }

    [Theory]
    [InlineData("message", "set")]
    [InlineData("refresh", "refresh")]
    public async Task Warns_of_a_set_bit_that_leaves_the_credential_valid(string purpose, string word)
    {
        _world.Fetcher[Url] = List(subject => subject["statusPurpose"] = purpose);
        var result = await _world.RunAsync(Entry(Revoked, purpose));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(word, Assert.Single(result.Warnings).Detail);
        Assert.Empty((await _world.RunAsync(Entry(5, purpose))).Warnings);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Answers_for_every_list_and_entry_that_is_wrong_in_one_value_and_passes_no_revoked_credential()
    {
        foreach (var list in JsonMutations.Of(List()))
        {
            _world.Time.Advance(TimeSpan.FromMinutes(6));
            _world.Fetcher[Url] = list;
            Assert.NotEqual(Verdict.Passed, (await _world.RunAsync(Entry(Revoked))).Verdict);
        }

        _world.Fetcher[Url] = List();
        foreach (var entry in JsonMutations.Of(Entry(Revoked).ToJsonString()).Where(e => !e.Contains("\"statusListIndex\":7")))
        {
            Assert.Equal(Verdict.Failed, (await _world.RunAsync(JsonNode.Parse(entry))).Verdict);
        }
    }
}

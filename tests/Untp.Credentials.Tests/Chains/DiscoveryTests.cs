using System.Text.Json.Nodes;
using Untp.Credentials.Chains;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.Chains;

/// <summary>Where the credentials of a chain are looked for, and in which order.</summary>
public sealed class DiscoveryTests
{
    private const string MineReport = "site-report-mine";

    private static readonly string[] s_products = ["outputProduct", "movedProduct", "modifiedProduct"];

    private readonly ChainWorld _world = new();

    [Fact]
    public async Task Finds_the_whole_chain_among_what_is_kept_from_the_id_of_the_product()
    {
        var report = await _world.VerifyAsync(AtBattery, await KeptByText.OfAsync(_world, _world.Files));

        Assert.Empty(ValueChainTests.NotPassed(report));
        Assert.Equal(_world.Files.Count(), report.Credentials.Count);
        Assert.All(report.Credentials, c => Assert.Equal(CredentialSource.Kept, c.Source));
        Assert.Contains(ChainWorld.Id(ChainWorld.Battery), report.Credentials.Where(c => c.Depth == 0).Select(c => c.Id));
    }

    [Fact]
    public async Task Finds_a_chain_from_the_id_of_a_credential()
    {
        var request = new ChainRequest([ChainStart.At(ChainWorld.Id(MineReport))], ChainWorld.Policy);

        var report = await _world.VerifyAsync(request, await KeptByText.OfAsync(_world, _world.Files));

        Assert.Empty(ValueChainTests.NotPassed(report));
        Assert.Contains(ChainWorld.Id("approved-verifier"), report.Credentials.Select(c => c.Id));
        Assert.DoesNotContain(ChainWorld.Id(ChainWorld.Battery), report.Credentials.Select(c => c.Id));
    }

    [Fact]
    public async Task Takes_what_came_with_the_request_before_what_is_kept()
    {
        var kept = await KeptByText.OfAsync(_world, _world.Files);
        _world.Change("site-verification-mine", c => c["name"] = "A later one");
        var request = AtBattery with { Supplied = [await _world.SignAsync("site-verification-mine")] };

        var report = await _world.VerifyAsync(request, kept);

        Assert.Equal(
            CredentialSource.Request, report.Credentials.First(c => c.Id == ChainWorld.Id("site-verification-mine")).Source);
    }

    [Fact]
    public async Task Tells_which_supplied_credentials_nothing_leads_to()
    {
        var stray = JsonNode.Parse(SampleFiles.Read("chain/site-report-mine.json"))!;
        stray["id"] = "https://mine.example.com/credentials/stray";
        stray["credentialSubject"]!["id"] = "https://id.mine.example.com/414/STRAY";
        _world.Add("stray", stray);

        var report = await _world.VerifyAsync();

        Assert.Equal(["https://mine.example.com/credentials/stray"], report.NotReached);
        Assert.Equal(FindingVerdict.Passed, report.Verdict);
    }

    [Fact]
    public async Task Follows_links_services_and_link_sets_to_other_hosts_when_asked_to()
    {
        await PublishEverythingAsync();
        var request = await StartAtAsync(ChainWorld.Battery) with { IsRemote = true };

        var report = await _world.VerifyAsync(request);

        Assert.Empty(ValueChainTests.NotPassed(report));

        // nobody has to say who a trust anchor is
        var anchorOfAlliance = ChainWorld.Id("identity-anchor-alliance");
        Assert.Equal(
            _world.Files.Select(f => _world[f].Text("id")).Order(), report.Credentials.Select(c => c.Id).Append(anchorOfAlliance).Order());
        Assert.Equal(
            [CredentialSource.Request, CredentialSource.Link, CredentialSource.DidService, CredentialSource.LinkSet],
            report.Credentials.Select(c => c.Source).Distinct().Order());
        Assert.Contains(report.Findings, f => f.Sentence.EndsWith("and its DID document points back.", StringComparison.Ordinal));
    }

    /// <summary>Each way leads to what the ways before it lead to, and to one credential more.</summary>
    [Fact]
    public async Task Follows_links_before_services_of_did_documents_before_link_sets_of_identifiers()
    {
        string[] files = ["carbon-certificate-battery", "identity-anchor-battery-maker", "event-8-in-service"];
        foreach (var file in files)
        {
            _world.Fetcher.Answer(ChainWorld.Id(file), FetchResult.Fetched((await _world.SignAsync(file)).Bytes, MediaTypes.VcJwt));
        }

        var (linked, served, listed) = (ChainWorld.Id(files[0]), ChainWorld.Id(files[1]), ChainWorld.Id(files[2]));
        _world.Publish(
            _world[ChainWorld.Battery].Text("issuer", "id"),
            services: $$"""{"id":"#1","type":"dcc","serviceEndpoint":["{{linked}}","{{served}}"]}""");
        var targets = string.Join(',', new[] { listed, served, linked }.Select(id => $$"""{"href":"{{id}}"}"""));
        _world.Fetcher[$"{ChainWorld.BatteryId}?linkType=linkset"] =
            $$"""{"linkset":[{"anchor":"{{ChainWorld.BatteryId}}","dte":[{{targets}}]}]}""";

        var report = await _world.VerifyAsync(await StartAtAsync(ChainWorld.Battery) with { IsRemote = true });

        Assert.Equal(
            [(linked, CredentialSource.Link), (served, CredentialSource.DidService), (listed, CredentialSource.LinkSet)],
            report.Credentials.Where(c => c.Depth > 0).Select(c => (c.Id, c.Source)));
    }

    [Fact]
    public async Task Sends_nothing_to_other_hosts_but_for_keys_unless_asked_to()
    {
        await PublishEverythingAsync();
        var request = await StartAtAsync(ChainWorld.Battery);

        var report = await _world.VerifyAsync(request);

        Assert.All(_world.Fetcher.Asked, uri => Assert.EndsWith("did.json", uri));
        Assert.Contains(report.Findings, f => f.Rule == ChainRuleNames.Discovery
            && f.Sentence.Contains("links are not followed to other hosts", StringComparison.Ordinal));
    }

    [Fact, Trait("Threat", "5")]
    public async Task Follows_no_link_of_a_credential_that_is_not_proven()
    {
        _world.Tamper("site-verification-mine");
        await PublishEverythingAsync();
        var request = await StartAtAsync("site-verification-mine") with { IsRemote = true };

        var report = await _world.VerifyAsync(request);

        Assert.Equal(["https://verifier.example.com/.well-known/did.json"], _world.Fetcher.Asked);
        Assert.Single(report.Credentials);
        Assert.Empty(report.Graph.Edges);
        Assert.Equal(FindingVerdict.Failed, report.Verdict);
    }

    [Fact]
    public async Task Is_undecided_about_an_id_of_which_nothing_is_known()
    {
        var report = await _world.VerifyAsync(new ChainRequest([ChainStart.At("https://id.example.com/nothing")], ChainWorld.Policy));

        Assert.Equal(FindingVerdict.Undecided, report.Verdict);
        var finding = Assert.Single(report.Findings, f => f.Rule == ChainRuleNames.Discovery);
        Assert.Equal("Nothing is known of https://id.example.com/nothing, where the chain was to start.", finding.Sentence);
    }

    [Fact]
    public async Task Goes_no_further_than_it_may_and_says_so()
    {
        var report = await _world.VerifyAsync(with: r => r with { Budgets = new ChainBudgets { MaxDepth = 1 } });

        Assert.InRange(report.Credentials.Max(c => c.Depth), 1, 1);
        Assert.Contains(report.Findings, f => f is { Rule: ChainRuleNames.Discovery, Verdict: FindingVerdict.Undecided }
            && f.Sentence.Contains("more than 1 steps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_no_more_credentials_than_it_may_and_says_so()
    {
        var report = await _world.VerifyAsync(with: r => r with { Budgets = new ChainBudgets { MaxCredentials = 7 } });

        Assert.Equal(7, report.Credentials.Count);
        Assert.Contains(report.Findings, f => f.Sentence.Contains("after 7 credentials no more were read", StringComparison.Ordinal));
        Assert.NotEqual(FindingVerdict.Passed, report.Verdict);
    }

    [Fact]
    public async Task Names_a_supplied_document_that_cannot_be_read()
    {
        var junk = new ChainDocument("{"u8.ToArray(), MediaTypes.Vc);

        var report = await _world.VerifyAsync(with: r => r with { Supplied = [.. r.Supplied, junk] });

        var finding = Assert.Single(report.Findings, f => f.Verdict == FindingVerdict.Failed);
        Assert.Equal(ChainRuleNames.CredentialVerified, finding.Rule);
        Assert.StartsWith("urn:sha256:", Assert.Single(finding.RestsOn).Credential);
    }

    [Fact]
    public async Task Tells_how_far_it_is()
    {
        var told = new Progress();
        var request = AtBattery with { Supplied = await _world.SignAllAsync() };

        await _world.VerifyAsync(request, progress: told);

        Assert.Equal(new ChainProgress(_world.Files.Count(), told.Last!.Fetched, _world.Files.Count(), 0), told.Last);
    }

    [Fact]
    public async Task Refuses_a_rule_that_there_is_not_and_a_chain_that_starts_nowhere()
    {
        var nowhere = new ChainRequest([], ChainWorld.Policy);
        var unknown = AtBattery with { Policy = ChainWorld.Policy with { Rules = ["claim-verifed"] } };

        await Assert.ThrowsAsync<ArgumentException>(() => _world.VerifyAsync(nowhere));
        Assert.Contains("claim-verifed", (await Assert.ThrowsAsync<ArgumentException>(() => _world.VerifyAsync(unknown))).Message);
    }

    private async Task<ChainRequest> StartAtAsync(string file) =>
        new([ChainStart.With(await _world.SignAsync(file))], ChainWorld.Policy);

    private static ChainRequest AtBattery => new([ChainStart.At(ChainWorld.BatteryId)], ChainWorld.Policy);

    /// <summary>Every credential at its id; anchors behind services of DID documents; events and reports in link sets.</summary>
    private async Task PublishEverythingAsync()
    {
        var links = new Dictionary<string, JsonArray>();
        foreach (var file in _world.Files)
        {
            var claims = _world[file];
            _world.Fetcher.Answer(claims.Text("id"), FetchResult.Fetched((await _world.SignAsync(file)).Bytes, MediaTypes.VcJwt));
            if (claims.Types().Contains("DigitalIdentityAnchor"))
            {
                var did = claims.Subject().Text("id");
                _world.Publish(did, services: $$"""{"id":"{{did}}#dia","type":"dia","serviceEndpoint":"{{claims.Text("id")}}"}""");
            }
            else
            {
                var about = claims["credentialSubject"] is JsonArray events
                    ? s_products.SelectMany(list => events[0]!.Items(list)).Select(p => p.Text("product", "id"))
                    : claims.Subject()["id"] is { } id ? [(string)id!] : [];
                foreach (var thing in about)
                {
                    links.TryAdd(thing, []);
                    links[thing].Add((JsonNode)new JsonObject { ["href"] = claims.Text("id"), ["type"] = MediaTypes.VcJwt });
                }
            }
        }

        foreach (var (thing, targets) in links)
        {
            var context = new JsonObject { ["anchor"] = thing, ["https://test.uncefact.org/vocabulary/linkTypes/dte"] = targets };
            _world.Fetcher[$"{thing}?linkType=linkset"] = new JsonObject { ["linkset"] = new JsonArray(context) }.ToJsonString();
        }
    }

    private sealed class Progress : IProgress<ChainProgress>
    {
        public ChainProgress? Last { get; private set; }

        public void Report(ChainProgress value) => Last = value;
    }
}

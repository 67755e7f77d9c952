using System.Globalization;
using System.Text.Json.Nodes;
using Untp.Credentials.Chains;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.Chains;

/// <summary>Graphs that never end, hosts that never answer, attestations that go in circles: an audit ends, and says why.</summary>
public sealed class HostileGraphTests
{
    private const string Certifier = "did:web:certifier.example.com";
    private const string Verifier = "did:web:verifier.example.com";
    private const string Endless = "https://mine.example.com/endless/";

    private readonly ChainWorld _world = new();

    [Fact, Trait("Threat", "5")]
    public async Task Ends_where_every_credential_leads_to_more()
    {
        var fetcher = new Spring(_world.Fetcher);
        var budgets = new ChainBudgets { MaxFetches = 40 };

        var report = await AuditAsync(fetcher, budgets);

        Assert.Equal((40, 40), (report.Usage.Fetches, fetcher.Sent));
        Assert.Contains(report.Findings, f => f is { Rule: ChainRuleNames.Discovery, Verdict: FindingVerdict.Undecided }
            && f.Sentence.Contains("nothing more was fetched", StringComparison.Ordinal));
    }

    [Fact, Trait("Threat", "5")]
    public async Task Ends_at_the_limit_of_depth_where_every_credential_leads_to_more()
    {
        var fetcher = new Spring(_world.Fetcher) { Width = 1 };

        var report = await AuditAsync(fetcher, new ChainBudgets { MaxDepth = 5 }, width: 1);

        Assert.Equal(6, report.Credentials.Count);
        Assert.Contains(report.Findings, f => f.Sentence.Contains("more than 5 steps", StringComparison.Ordinal));
    }

    [Fact, Trait("Threat", "26")]
    public async Task Ends_in_time_when_a_host_never_answers()
    {
        var fetcher = new Spring(_world.Fetcher) { Gate = new TaskCompletionSource().Task };

        var report = await AuditAsync(fetcher, new ChainBudgets { MaxTime = TimeSpan.FromMilliseconds(300) });

        Assert.NotEqual(FindingVerdict.Passed, report.Verdict);
        Assert.Contains(report.Findings, f => f.Sentence.Contains("the audit's time of 0.3 s was over", StringComparison.Ordinal));
    }

    [Fact, Trait("Threat", "26")]
    public async Task Ends_in_time_when_the_issuers_host_never_answers()
    {
        _world.Fetcher.Gate = new TaskCompletionSource().Task;

        var report = await AuditAsync(_world.Fetcher, new ChainBudgets { MaxTime = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(FindingVerdict.Undecided, report.Verdict);
        Assert.Equal("there was no time left", Assert.Single(report.Credentials).Problem!.Detail);
    }

    [Fact, Trait("Threat", "26")]
    public async Task Fetches_no_more_bytes_than_it_may()
    {
        var fetcher = new Spring(_world.Fetcher) { Padding = 400_000 };

        var report = await AuditAsync(fetcher, new ChainBudgets { MaxFetchedBytes = 2_000_000, MaxParallel = 1 });

        Assert.InRange(report.Usage.FetchedBytes, 2_000_000, 10_000_000);
        Assert.Contains(report.Findings, f => f.Sentence.Contains("nothing more was fetched", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_cancelled_with_its_caller()
    {
        using var caller = new CancellationTokenSource();
        _world.Fetcher.Gate = new TaskCompletionSource().Task;
        var request = new ChainRequest([ChainStart.With(await _world.SignAsync(ChainWorld.Battery))], ChainWorld.Policy);
        var audit = new ChainVerifier(_world.Verifier, _world.Dids, _world.Cache, _world.Time)
            .VerifyAsync(request, null, _world.Fetcher, null, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => audit);
    }

    [Fact]
    public async Task Sees_through_assessors_who_accredit_one_another()
    {
        _world.Change("approved-certifier", c => c.IssueBy(Verifier));
        _world.Change("approved-verifier", c => c.IssueBy(Certifier));
        _world.Change("identity-anchor-certifier", c => c.IssueBy(Verifier));
        _world.Change("identity-anchor-verifier", c => c.IssueBy(Certifier));
        var policy = ChainWorld.Policy with { GbaAnchor = null };

        var report = await _world.VerifyAsync(policy);

        var failed = report.Findings.Where(f => f.Verdict == FindingVerdict.Failed).ToList();
        Assert.Contains(
            failed, f => f.Rule == ChainRuleNames.AssessorAccredited && f.Sentence.Contains("in a circle", StringComparison.Ordinal));
        Assert.Contains(
            failed, f => f.Rule == ChainRuleNames.TrustAnchorReached && f.Sentence.Contains("in a circle", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verifies_each_credential_of_cycles_and_diamonds_once()
    {
        LinkTo("cathode-passport", ChainWorld.Battery);
        LinkTo("site-report-mine", "cathode-passport");
        LinkTo("site-report-mine", "site-report-mine");

        var report = await _world.VerifyAsync(with: r => r with { Supplied = [.. r.Supplied, .. r.Supplied] });

        Assert.Empty(ValueChainTests.NotPassed(report));
        Assert.Equal(_world.Files.Count(), report.Credentials.Select(c => c.Digest).Distinct().Count());
        Assert.Equal(_world.Files.Count(), report.Credentials.Count);
    }

    [Fact]
    public async Task Judges_an_assessment_of_a_facility_that_goes_by_the_id_of_a_product()
    {
        _world.Change("battery-certificate", c =>
        {
            c.MakePlain();
            c.Assessment().AsObject().Remove("assessedProduct");
            c.Assessment()["assessedFacility"] = new JsonArray(new JsonObject
            {
                ["facility"] = new JsonObject { ["type"] = new JsonArray("Facility"), ["id"] = ChainWorld.BatteryId, ["name"] = "A plant" },
            });
        });

        var report = await _world.VerifyAsync();

        Assert.Contains(report.Credentials, c => c.Id == _world["battery-certificate"].Text("id"));
        Assert.DoesNotContain(report.Findings, f => f.Rule == ChainRuleNames.CredentialVerified && f.Verdict != FindingVerdict.Passed);
    }

    private void LinkTo(string from, string to) => _world.Change(from, c =>
    {
        var link = new JsonObject
        {
            ["linkURL"] = ChainWorld.Id(to),
            ["linkName"] = "Another",
            ["linkType"] = "https://test.uncefact.org/vocabulary/linkTypes/dpp",
        };
        c.Subject()["relatedDocument"] ??= new JsonArray();
        c.Subject()["relatedDocument"]!.AsArray().Add((JsonNode)link);
    });

    private async Task<ChainReport> AuditAsync(IDocumentFetcher fetcher, ChainBudgets budgets, int width = 3)
    {
        var start = Spring.Claims(_world, 0, width);
        var token = await ChainWorld.SignAsync(start, "did:web:mine.example.com");
        var request = new ChainRequest([ChainStart.With(new ChainDocument(token, MediaTypes.VcJwt))], ChainWorld.Policy)
        {
            IsRemote = true,
            Budgets = budgets,
        };
        return await new ChainVerifier(_world.Verifier, _world.Dids, _world.Cache, _world.Time)
            .VerifyAsync(request, null, fetcher, null, TestContext.Current.CancellationToken);
    }

    /// <summary>A host that has a sound credential at every address, with links to more.</summary>
    private sealed class Spring(ScriptedFetcher keys) : IDocumentFetcher
    {
        private int _sent;

        public int Sent => _sent;

        public int Width { get; init; } = 3;

        public int Padding { get; init; }

        public Task Gate { get; init; } = Task.CompletedTask;

        public static JsonNode Claims(ChainWorld world, int number, int width)
        {
            var claims = world["site-report-mine"].DeepClone();
            claims["id"] = Address(number);
            claims["credentialSubject"]!.AsObject().Remove("performanceClaim");
            claims["credentialSubject"]!["relatedDocument"] = new JsonArray([.. Enumerable.Range(1, width).Select(i => new JsonObject
            {
                ["linkURL"] = Address((number * width) + i),
                ["linkName"] = "More",
                ["linkType"] = "https://test.uncefact.org/vocabulary/linkTypes/dfr",
            })]);
            return claims;
        }

        public async Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sent);
            if (!uri.AbsoluteUri.StartsWith(Endless, StringComparison.Ordinal))
            {
                return await keys.FetchAsync(uri, kind, cancellationToken);
            }

            await Gate;
            var claims = Claims(new ChainWorld(), int.Parse(uri.Segments[^1], CultureInfo.InvariantCulture), Width);
            claims["credentialSubject"]!["description"] = new string('x', Padding + 1);
            return FetchResult.Fetched(await ChainWorld.SignAsync(claims, "did:web:mine.example.com"), MediaTypes.VcJwt);
        }

        private static string Address(int number) => string.Create(CultureInfo.InvariantCulture, $"{Endless}{number}");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Untp.Credentials;
using Untp.Credentials.Chains;
using Untp.Credentials.Dids;
using Untp.Credentials.Statuses;

namespace Benchmarks;

/// <summary>
/// A chain of 10,000 credentials kept in memory: an audit beside the verification of its signatures and schemas alone, on two cores; a
/// second audit with nothing changed; the memory of it all. In turns, so that what happens to the machine happens to all; the medians.
/// </summary>
internal static class ChainBenchmark
{
    private const int Rounds = 15;

    /// <summary>The runtime compiles what is hot again, for the floor sooner than for rules that run once a round.</summary>
    private const int WarmUps = 10;
    private const int Cores = 2;

    private static readonly string[] s_floor = [CheckNames.Schema, CheckNames.Proof];

    public static async Task RunAsync()
    {
        var samples = await ChainGraphSamples.SignAsync();
        var time = new AsOf(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var dids = new DidResolver(new DidResolverOptions(), time);
        var verifier = CredentialVerifier.Create(Vocabulary.Load(), dids, new StatusOptions(), time);
        var network = new IssuersOnly(samples.Issuers);
        var rounds = new List<Round>();
        ChainReport? report = null;
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var chains = new ChainVerifier(verifier, dids, new ChainCache(time), time);
            var floor = await CostOfAsync(() => VerifyAloneAsync(verifier, samples.Tokens, network, s_floor));
            var checks = await CostOfAsync(() => VerifyAloneAsync(verifier, samples.Tokens, network, VerificationProfile.Untp.Checks));
            var first = await CostOfAsync(async () => report = await AuditAsync(chains, samples, network));
            var second = await CostOfAsync(async () => report = await AuditAsync(chains, samples, network));
            rounds.Add(new Round(floor, checks, first, second));
        }

        Print(report!, rounds[WarmUps..], samples);
    }

    private static void Print(ChainReport report, List<Round> rounds, ChainGraphSamples samples)
    {
        double Middle(Func<Round, double> pick) => rounds.Select(pick).Order().ElementAt(rounds.Count / 2);
        Cost Median(Func<Round, Cost> pick) => new(Middle(r => pick(r).Processor), Middle(r => pick(r).Wall));
        var (floor, first) = (Median(r => r.Floor), Median(r => r.First));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            chain of {report.Credentials.Count} credentials in {samples.Tokens.Sum(t => (long)t.Length) >> 20} MiB: {report.Verdict}
              {report.Findings.Count} findings, {report.Graph.Nodes.Count} nodes, {report.Graph.Edges.Count} edges
              signatures and schemas alone (floor)  {floor}
              every check of each credential        {Median(r => r.Checks).Beside(floor)} of the floor
              first audit                           {first.Beside(floor)} of the floor
              second audit, nothing changed         {Median(r => r.Second).Beside(floor)} of the floor
                                                    {Median(r => r.Second).Beside(first)} of the first
              peak of the process's memory          {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB
            """));
        foreach (var finding in report.Findings.Where(f => f.Verdict is FindingVerdict.Failed or FindingVerdict.Undecided).Take(5))
        {
            Console.WriteLine($"  {finding.Rule} {finding.Verdict}: {finding.Sentence}");
        }
    }

    private static Task<ChainReport> AuditAsync(ChainVerifier chains, ChainGraphSamples samples, IssuersOnly network)
    {
        var policy = new ChainPolicy("benchmark", "1")
        {
            TrustAnchors = ["did:web:register.example.com", "did:web:alliance.example.com"],
            GbaAnchor = "did:web:alliance.example.com",
        };
        var request = new ChainRequest([.. ChainGraphSamples.Ends.Select(ChainStart.At)], policy)
        {
            Budgets = new ChainBudgets { MaxParallel = Cores, MaxTime = TimeSpan.FromMinutes(10) },
        };
        return chains.VerifyAsync(request, new InMemory(samples), network, null, CancellationToken.None);
    }

    private static Task VerifyAloneAsync(
        CredentialVerifier verifier, List<byte[]> tokens, IssuersOnly network, IReadOnlyCollection<string> checks)
    {
        var options = new VerificationOptions(VerificationProfile.Untp, checks);
        return Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = Cores }, async (token, cancellationToken) =>
        {
            if (!Credential.TryParse(token, MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out var problem))
            {
                throw new InvalidOperationException(problem.Detail);
            }

            using (credential)
            {
                var report = await verifier.VerifyAsync(credential, options, network, cancellationToken);
                if (report[CheckNames.Proof].Verdict != Verdict.Passed || report[CheckNames.Schema].Verdict != Verdict.Passed)
                {
                    throw new InvalidOperationException($"{credential.Id} does not verify");
                }
            }
        });
    }

    private static async Task<Cost> CostOfAsync(Func<Task> action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        var (processor, clock) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await action();
        process.Refresh();
        return new Cost((process.TotalProcessorTime - processor).TotalMilliseconds, Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
    }

    private sealed record Round(Cost Floor, Cost Checks, Cost First, Cost Second);

    /// <summary>Milliseconds of all processors, and by the clock.</summary>
    private sealed record Cost(double Processor, double Wall)
    {
        public string Beside(Cost other) => string.Create(
            CultureInfo.InvariantCulture, $"{this}: {Processor / other.Processor:F2} x, {Wall / other.Wall:F2} x by the clock,");

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Processor,7:F0} ms of processor, {Wall,7:F0} ms by the clock");
    }

    private sealed class AsOf(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class InMemory(ChainGraphSamples samples) : IKeptCredentials
    {
        private static readonly IEqualityComparer<KeptCredential> s_itself = ReferenceEqualityComparer.Instance;

        public Task<IReadOnlyList<KeptCredential>> FindAsync(
            IReadOnlyCollection<Sought> sought, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<KeptCredential>>(
                [.. sought.SelectMany(s => samples.Index.GetValueOrDefault(s) ?? []).Distinct(s_itself).Take(limit)]);
    }

    /// <summary>A network in which there is nothing but the DID documents of the issuers.</summary>
    private sealed class IssuersOnly(IReadOnlyCollection<string> issuers) : IDocumentFetcher
    {
        private readonly Dictionary<string, byte[]> _documents = issuers.ToDictionary(
            did => $"https://{did["did:web:".Length..]}/.well-known/did.json",
            did => Encoding.UTF8.GetBytes($$"""
                {"id":"{{did}}","verificationMethod":[{"id":"{{did}}#key-1","type":"Multikey","controller":"{{did}}",
                "publicKeyMultibase":"{{ChainGraphSamples.KeyOf(did).VerificationKey.ToMultibase()}}"}],"assertionMethod":["{{did}}#key-1"]}
                """));

        public Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken) =>
            Task.FromResult(_documents.TryGetValue(uri.AbsoluteUri, out var document)
                ? FetchResult.Fetched(document, "application/json")
                : FetchResult.Failed("404 Not Found", isFinal: true));
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Untp.Credentials.Dids;
using Untp.Credentials.Statuses;
using Untp.Credentials.Tests.Statuses;

namespace Untp.Credentials.Tests;

/// <summary>What the host publishes itself is asked of the host: before any cache, never kept, and of nobody else.</summary>
public sealed class LocalDocumentsTests : ILocalDocuments
{
    private const string Did = "did:web:127.0.0.1%3A5080";
    private const string List = "http://127.0.0.1:5080/status-lists/1";

    private readonly ManualTime _time = new();
    private readonly ScriptedFetcher _fetcher = new();
    private FetchResult? _answer;

    [Fact]
    public async Task A_did_of_the_hosts_is_read_anew_each_time_whatever_its_host_would_be_elsewhere()
    {
        var resolver = new DidResolver(new DidResolverOptions(), _time, this);
        foreach (var name in new[] { "one", "two" })
        {
            _answer = Fetched($$"""{"id": "{{Did}}", "alsoKnownAs": ["{{name}}"]}""");
            Assert.Equal([name], (await resolver.ResolveAsync(Did, _fetcher, default)).Document!.AlsoKnownAs);
        }

        Assert.Empty(_fetcher.Asked);
    }

    [Fact]
    public async Task That_the_host_has_no_such_did_is_final_and_not_remembered()
    {
        var resolver = new DidResolver(new DidResolverOptions(), _time, this);
        _answer = FetchResult.Failed("there is none", isFinal: true);
        var missing = await resolver.ResolveAsync(Did, _fetcher, default);
        Assert.Equal((ProblemTypes.DidNotFound, false), (missing.Problem!.Type, missing.IsUndecided));
        _answer = Fetched($$"""{"id": "{{Did}}"}""");
        Assert.NotNull((await resolver.ResolveAsync(Did, _fetcher, default)).Document);
        _answer = Fetched("""{"id": "did:web:another.example"}""");
        Assert.Equal(ProblemTypes.InvalidDidDocument, (await resolver.ResolveAsync(Did, _fetcher, default)).Problem!.Type);
    }

    [Fact]
    public async Task Others_dids_are_fetched_and_kept_as_always()
    {
        const string Other = "did:web:issuer.example.com";
        _fetcher["https://issuer.example.com/.well-known/did.json"] = $$"""{"id": "{{Other}}"}""";
        var resolver = new DidResolver(new DidResolverOptions(), _time, this);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull((await resolver.ResolveAsync(Other, _fetcher, default)).Document);
        }

        Assert.Single(_fetcher.Asked);
        Assert.NotNull((await resolver.RefreshAsync(Other, _fetcher, default)).Document);
        Assert.Equal(2, _fetcher.Asked.Count);
    }

    [Fact]
    public async Task A_status_list_of_the_hosts_is_read_anew_each_time_over_http_too()
    {
        var world = new StatusWorld();
        var check = new StatusCheck([world.Validity, world.Proof], new StatusOptions(), _time, this);
        var entry = StatusWorld.Entry(5);
        entry["statusListCredential"] = List;
        foreach (var (set, verdict) in new[] { (StatusWorld.Revoked, Verdict.Passed), (5, Verdict.Failed), (6, Verdict.Passed) })
        {
            _answer = Fetched(StatusWorld.List(
                subject => subject["encodedList"] = BitstringStatusList.Encode(StatusWorld.Bits(set)), list => list["id"] = List));
            Assert.Equal(verdict, (await world.RunAsync(entry, check: check)).Verdict);
        }

        world.Proof.Verdict = Verdict.Failed;
        Assert.Equal(Verdict.Failed, (await world.RunAsync(entry, check: check)).Verdict);
        Assert.Empty(world.Fetcher.Asked);
    }

    [Fact]
    public async Task A_document_is_written_as_it_was_read_or_derived()
    {
        var resolver = new DidResolver(new DidResolverOptions(), _time, this);
        var text = $$"""{"id":"{{Did}}","note":[1,{"a":2}]}""";
        _answer = Fetched(text);
        Assert.Equal(text, Text((await resolver.ResolveAsync(Did, _fetcher, default)).Document!));

        foreach (var did in new[]
        {
            "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
            "did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IjExcVlBWUt4Q3JmVlNfN1R5V1FIT2c3aGN2UGFwaU1scndJYWFQY0hVUm8ifQ",
        })
        {
            var derived = (await resolver.ResolveAsync(did, _fetcher, default)).Document!;
            Assert.True(DidDocumentReader.TryRead(
                Encoding.UTF8.GetBytes(Text(derived)), did, ParsingLimits.Default, _time.GetUtcNow(), out var read, out _));
            Assert.Equal(derived.AssertionMethod, read.AssertionMethod);
            Assert.Equal(derived.Authentication, read.Authentication);
            Assert.Equal(derived.VerificationMethods[0].Key!.ToMultibase(), read.VerificationMethods[0].Key!.ToMultibase());
        }
    }

    public ValueTask<FetchResult?> FindAsync(string id, DocumentKind kind, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            (id, kind) is (Did, DocumentKind.DidDocument) or (List, DocumentKind.StatusList) ? _answer : null);

    private static FetchResult Fetched(string text) => FetchResult.Fetched(Encoding.UTF8.GetBytes(text), null);

    private static string Text(DidDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

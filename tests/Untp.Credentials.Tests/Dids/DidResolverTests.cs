using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Dids;

public sealed class DidResolverTests
{
    private const string Web = "did:web:issuer.example.com";
    private const string WebUri = "https://issuer.example.com/.well-known/did.json";
    private const string Ed25519 = "z6MkfrzFkkJXoCWWtUbaC3Ed243bcot3rM2Qg6vckiDsv9op";
    private const string P256 = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";

    private readonly ManualTime _time = new();
    private readonly ScriptedFetcher _fetcher = new() { [WebUri] = Document(Ed25519) };
    private readonly DidResolver _resolver;

    public DidResolverTests() => _resolver = new DidResolver(new DidResolverOptions(), _time);

    [Theory]
    [InlineData("did:web:a.example", null)]
    [InlineData("did:web:127.0.0.1%3A8443:org", null)]
    [InlineData("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", null)]
    [InlineData("a.example", "a DID is did:")]
    [InlineData("did:web:127.1", "never an IP address")]
    [InlineData("did:web:..%2f", "percent-encoded")]
    [InlineData("did:key:zzz", "")]
    [InlineData("did:jwk:e30", "")]
    [InlineData("did:example:1", "did:web, did:key and did:jwk are read")]
    public void Says_of_a_DID_that_can_never_be_resolved_what_is_wrong_with_it(string did, string? fault)
    {
        var found = DidResolver.FindFault(did);
        Assert.Equal(fault is null, found is null);
        Assert.Contains(fault ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ed25519, KeyType.Ed25519)]
    [InlineData(P256, KeyType.P256)]
    public async Task Derives_the_document_of_a_did_key(string multibase, KeyType type)
    {
        var did = $"did:key:{multibase}";
        var document = (await ResolveAsync(did)).Document!;

        var method = Assert.Single(document.VerificationMethods);
        Assert.Equal((did, $"{did}#{multibase}", "Multikey", did), (document.Id, method.Id, method.Type, method.Controller));
        Assert.Equal((type, multibase), (method.Key!.Type, method.Key.ToMultibase()));
        Assert.Equal([method.Id], document.AssertionMethod);
        Assert.Equal([method.Id], document.Authentication);
        Assert.Empty(_fetcher.Asked);
    }

    [Fact]
    public async Task Derives_the_document_of_a_did_jwk()
    {
        var did = Jwk("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""");
        var document = (await ResolveAsync(did)).Document!;

        var method = Assert.Single(document.VerificationMethods);
        Assert.Equal((did, $"{did}#0", did), (document.Id, method.Id, method.Controller));
        Assert.Equal(KeyType.Ed25519, method.Key!.Type);
        Assert.Equal([method.Id], document.AssertionMethod);
    }

    [Theory]
    [InlineData("did:key:z6Mk")]
    [InlineData("did:key:" + Ed25519 + ":x")]
    [InlineData("did:key:1.1:" + Ed25519)]
    [InlineData("did:key:uAAAA")]
    [InlineData("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")] // X25519
    [InlineData("did:jwk:e30")]
    [InlineData("did:jwk:e30%3D")]
    [InlineData("did:jwk:e31")] // trailing bits
    [InlineData("did:jwk:bnVsbA")]
    [InlineData("did:web:127.0.0.1")]
    public async Task Refuses_a_did_that_stands_for_no_key(string did)
    {
        var resolution = await ResolveAsync(did);

        Assert.Null(resolution.Document);
        Assert.False(resolution.IsUndecided);
        Assert.Equal(ProblemTypes.InvalidDid, resolution.Problem!.Type);
        Assert.Empty(_fetcher.Asked);
    }

    [Theory]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"AA"}""")]
    [InlineData("""{"kty":"OKP","kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"oct","k":"AA"}""")]
    public async Task Refuses_a_did_jwk_of_a_key_that_is_not_public_or_not_for_signing(string jwk) =>
        Assert.Equal(ProblemTypes.InvalidDid, (await ResolveAsync(Jwk(jwk))).Problem!.Type);

    [Theory]
    [InlineData("did:example:1", ProblemTypes.DidMethodNotSupported)]
    [InlineData("did:webvh:abc:example.com", ProblemTypes.DidMethodNotSupported)]
    [InlineData("did:web:x#k", ProblemTypes.InvalidDid)]
    [InlineData("https://issuer.example.com", ProblemTypes.InvalidDid)]
    [InlineData("", ProblemTypes.InvalidDid)]
    public async Task Refuses_other_methods_and_what_is_no_did(string did, string type) =>
        Assert.Equal(type, (await ResolveAsync(did)).Problem!.Type);

    [Fact]
    public async Task Fetches_the_document_of_a_did_web()
    {
        var resolution = await ResolveAsync(Web);

        Assert.Null(resolution.Problem);
        Assert.Equal([$"{Web}#k"], resolution.Document!.AssertionMethod);
        Assert.Equal(_time.GetUtcNow(), resolution.RetrievedAt);
        Assert.Equal([WebUri], _fetcher.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Says_whether_to_ask_again_for_a_document_that_is_not_there(bool isFinal)
    {
        _fetcher.Answer(WebUri, FetchResult.Failed("it was not there", isFinal));
        var resolution = await ResolveAsync(Web);

        Assert.Equal(ProblemTypes.DidNotFound, resolution.Problem!.Type);
        Assert.Contains("it was not there", resolution.Problem.Detail);
        Assert.Equal(!isFinal, resolution.IsUndecided);
    }

    [Fact]
    public async Task Refuses_the_document_of_another_did()
    {
        _fetcher["https://other.example.com/.well-known/did.json"] = Document(Ed25519);
        var resolution = await ResolveAsync("did:web:other.example.com");

        Assert.Equal(ProblemTypes.InvalidDidDocument, resolution.Problem!.Type);
        Assert.False(resolution.IsUndecided);
    }

    [Fact]
    public async Task Reads_the_same_key_from_the_interop_document_and_did_key()
    {
        var folder = Shared.Path("vectors/interop");
        var cancellation = TestContext.Current.CancellationToken;
        _fetcher[WebUri] = await File.ReadAllTextAsync(Path.Combine(folder, "did.web.issuer.example.com.json"), cancellation);
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "manifest.json"), cancellation));
        var didKey = manifest.RootElement.GetProperty("keys").GetProperty("didKey").GetString()!;

        var web = (await ResolveAsync(Web)).Document!;
        var key = (await ResolveAsync(didKey)).Document!.VerificationMethods[0].Key!;

        Assert.Equal([$"{Web}#key-1", $"{Web}#key-2"], web.AssertionMethod);
        Assert.Equal([$"{Web}#key-1"], web.Authentication);
        Assert.Equal(key.Bytes.ToArray(), web.VerificationMethods[0].Key!.Bytes.ToArray());
        Assert.Equal(KeyType.P256, web.VerificationMethods[1].Key!.Type);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Serves_a_document_for_five_minutes_and_refuses_a_rotated_key_after_that()
    {
        var first = await ResolveAsync(Web);
        _fetcher[WebUri] = Document(P256);

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Same(first, await ResolveAsync(Web));

        _time.Advance(TimeSpan.FromTicks(1));
        var second = await ResolveAsync(Web);
        Assert.Equal(P256, Assert.Single(second.Document!.VerificationMethods).Key!.ToMultibase());
        Assert.Equal(_time.GetUtcNow(), second.RetrievedAt);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Does_not_serve_a_document_for_longer_when_the_clock_is_set_back()
    {
        await ResolveAsync(Web);
        _time.Advance(TimeSpan.FromHours(-1));
        await ResolveAsync(Web);

        Assert.Equal(2, _fetcher.Asked.Count);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Remembers_a_failure_for_ten_seconds()
    {
        _fetcher.Answer(WebUri, FetchResult.Failed("503"));
        await ResolveAsync(Web);
        _fetcher[WebUri] = Document(Ed25519);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull((await ResolveAsync(Web)).Problem);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await ResolveAsync(Web)).Document);
        Assert.Equal(2, _fetcher.Asked.Count);
    }

    [Fact, Trait("Threat", "16"), Trait("Threat", "26")]
    public async Task Lets_nobody_wait_for_or_believe_the_failure_of_another_scope()
    {
        var gate = new TaskCompletionSource();
        var strangers = new ScriptedFetcher { Scope = "strangers", Gate = gate.Task };
        strangers.Answer(WebUri, FetchResult.Failed("host did not answer in time"));
        var stranger = _resolver.ResolveAsync(Web, strangers, TestContext.Current.CancellationToken).AsTask();

        Assert.NotNull((await ResolveAsync(Web).WaitAsync(TimeSpan.FromSeconds(10))).Document); // while the stranger's is under way
        gate.SetResult();
        Assert.NotNull((await stranger).Problem);
        Assert.NotNull((await ResolveAsync(Web)).Document);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull((await _resolver.ResolveAsync(Web, strangers, TestContext.Current.CancellationToken)).Problem);
        Assert.NotNull((await ResolveAsync(Web)).Document); // after it failed
    }

    [Fact]
    public async Task Shares_what_was_fetched_with_every_scope()
    {
        await ResolveAsync(Web);
        var strangers = new ScriptedFetcher { Scope = "strangers" };
        Assert.NotNull((await _resolver.ResolveAsync(Web, strangers, TestContext.Current.CancellationToken)).Document);
        Assert.Empty(strangers.Asked);
    }

    [Fact]
    public async Task Does_not_remember_that_a_caller_had_no_allowance_left()
    {
        _fetcher.IsExhausted = true;
        await Assert.ThrowsAsync<FetchLimitException>(() => ResolveAsync(Web));
        _fetcher.IsExhausted = false;

        Assert.NotNull((await ResolveAsync(Web)).Document);
    }

    [Fact]
    public async Task Fetches_once_however_many_wait_and_although_the_first_of_them_goes_away()
    {
        var gate = new TaskCompletionSource();
        _fetcher.Gate = gate.Task;
        using var gone = new CancellationTokenSource();
        var first = _resolver.ResolveAsync(Web, _fetcher, gone.Token).AsTask();
        var others = Enumerable.Range(0, 50).Select(_ => ResolveAsync(Web)).ToList();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.All(await Task.WhenAll(others), resolution => Assert.NotNull(resolution.Document));
        Assert.Single(_fetcher.Asked);
        Assert.False(_fetcher.LastToken.CanBeCanceled);
    }

    [Fact]
    public async Task Lets_each_waiter_try_for_himself_when_the_first_has_no_allowance_left()
    {
        var gate = new TaskCompletionSource();
        var exhausted = new ScriptedFetcher { Gate = gate.Task, IsExhausted = true };
        var first = _resolver.ResolveAsync(Web, exhausted, TestContext.Current.CancellationToken).AsTask();
        var second = ResolveAsync(Web);
        gate.SetResult();

        await Assert.ThrowsAsync<FetchLimitException>(() => first);
        Assert.NotNull((await second).Document);
        Assert.Single(_fetcher.Asked);
    }

    [Fact]
    public async Task Keeps_what_was_fetched_when_strangers_make_up_keys()
    {
        var resolver = new DidResolver(new DidResolverOptions { MaxEntries = 8 }, _time);
        var cancellation = TestContext.Current.CancellationToken;
        await resolver.ResolveAsync(Web, _fetcher, cancellation);
        for (var i = 0; i < 100; i++)
        {
            var kid = $$"""{"kty":"OKP","crv":"Ed25519","kid":"{{i}}","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";
            Assert.NotNull((await resolver.ResolveAsync(Jwk(kid), _fetcher, cancellation)).Document);
        }

        await resolver.ResolveAsync(Web, _fetcher, cancellation);
        Assert.Single(_fetcher.Asked);
    }

    [Theory]
    [InlineData(Web)]
    [InlineData("did:key:" + Ed25519)]
    public async Task Allocates_nothing_for_a_document_in_the_cache(string did)
    {
        await ResolveAsync(did);
        var cancellation = TestContext.Current.CancellationToken;
        long before = 0;
        for (var i = 0; i < 200; i++)
        {
            before = i == 100 ? GC.GetAllocatedBytesForCurrentThread() : before; // the first hundred warm up
            Assert.NotNull((await _resolver.ResolveAsync(did, _fetcher, cancellation)).Document);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private Task<DidResolution> ResolveAsync(string did) =>
        _resolver.ResolveAsync(did, _fetcher, TestContext.Current.CancellationToken).AsTask();

    private static string Jwk(string json) => $"did:jwk:{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json))}";

    private static string Document(string multibase) => $$"""
        {"id":"{{Web}}","assertionMethod":[{"id":"#k","type":"Multikey","controller":"{{Web}}","publicKeyMultibase":"{{multibase}}"}]}
        """;
}

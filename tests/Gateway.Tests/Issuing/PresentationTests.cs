using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

/// <summary>Presentations signed by their holder, and verified with all that is in them.</summary>
public sealed class PresentationTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    private const string Challenge = "c-4711";
    private const string Domain = "https://buyer.example";

    public static TheoryData<string> Forms => ["""{"type": "vp+jwt"}""", """{"cryptosuite": "eddsa-rdfc-2022"}""", """{"cryptosuite": "eddsa-jcs-2022"}"""];

    [Theory, MemberData(nameof(Forms))]
    public async Task What_is_signed_verifies_with_every_credential_in_it(string form)
    {
        var product = "https://id.maker.example.com/21/" + Guid.NewGuid();
        var token = await IssueAsync(given.Tenant, Draft(IssuingHost.Root, product));
        var embedded = await IssueAsync(given.Tenant, Draft(IssuingHost.Root), new { cryptosuite = "eddsa-rdfc-2022" });
        var presentation = await ProveAsync(Presentation(IssuingHost.Root, token, embedded), form);
        var (status, report) = await VerifyAsync(presentation);
        Assert.True(status == HttpStatusCode.OK, report.ToJsonString());
        Assert.Equal((true, IssuingHost.Root), ((bool)report["verified"]!, (string?)report["holder"]));
        Assert.Equal(["dataModel:passed", "jsonLd:passed", "proof:passed"], Verdicts(report));
        Assert.Equal("authentication", form.Contains("jwt", StringComparison.Ordinal) ? "authentication" : (string?)presentation["proof"]!["proofPurpose"]);
        Assert.Equal(
            ["/verifiableCredential/0", "/verifiableCredential/1"], report["credentials"]!.AsArray().Select(c => (string?)c!["pointer"]));
        Assert.All(report["credentials"]!.AsArray(), c =>
        {
            Assert.True((bool)c!["report"]!["verified"]!, c.ToJsonString());
            Assert.Equal((true, false, IssuingHost.Root), ((bool)c["issuedByHolder"]!, (bool)c["aboutHolder"]!, (string?)c["issuer"]));
        });
    }

    [Theory, MemberData(nameof(Forms))]
    [Trait("Threat", "17")]
    public async Task It_holds_for_the_domain_and_the_challenge_that_it_was_signed_for_and_no_other(string form)
    {
        var bound = form.Replace("}", $$""", "domain": "{{Domain}}", "challenge": "{{Challenge}}"}""", StringComparison.Ordinal);
        var presentation = await ProveAsync(Presentation(IssuingHost.Root), bound);
        Assert.Equal(HttpStatusCode.OK, (await VerifyAsync(presentation, new { domain = Domain, challenge = Challenge })).Status);
        var unbound = await ProveAsync(Presentation(IssuingHost.Root), form);
        foreach (var (document, options, type) in new (JsonNode, object, string)[]
        {
            (presentation, new { domain = Domain, challenge = "another" }, "INVALID_CHALLENGE_ERROR"),
            (presentation, new { domain = "https://else.example", challenge = Challenge }, "INVALID_DOMAIN_ERROR"),
            (presentation, new { domain = new[] { Domain, "https://else.example" } }, "INVALID_DOMAIN_ERROR"),
            (unbound, new { challenge = Challenge }, "INVALID_CHALLENGE_ERROR"),
            (unbound, new { domain = Domain }, "INVALID_DOMAIN_ERROR"),
        })
        {
            var (status, report) = await VerifyAsync(document, options);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Equal(
                "https://w3id.org/security#" + type, (string?)Assert.Single(Check(report, "proof")["problems"]!.AsArray())!["type"]);
            Assert.Null(report["holder"]);
        }

        // who does not say where it is gets a warning, not a refusal
        var (taken, warned) = await VerifyAsync(presentation);
        Assert.Equal((HttpStatusCode.OK, 2), (taken, warned["warnings"]!.AsArray().Count(w => ((string)w!["type"]!).Contains("#INVALID_", StringComparison.Ordinal))));
    }

    [Theory, MemberData(nameof(Forms))]
    [Trait("Threat", "3")]
    public async Task Only_its_holder_can_have_signed_it(string form)
    {
        var (one, other) = ((string)(await given.AddOrganisationAsync())["did"]!, (string)(await given.AddOrganisationAsync())["did"]!);
        var presentation = await ProveAsync(Presentation(one), form);
        if (presentation["proof"] is not null)
        {
            presentation["holder"] = other;
        }
        else
        {
            var parts = VpToken(presentation).Split('.');
            var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace(one, other, StringComparison.Ordinal);
            parts[1] = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
            presentation["id"] = "data:application/vp+jwt," + string.Join('.', parts);
        }

        var (status, report) = await VerifyAsync(presentation);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "failed"), (status, (string?)Check(report, "proof")["verdict"]));
        Assert.Contains(one, Check(report, "proof").ToJsonString() + presentation.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(report["holder"]);
    }

    [Theory]
    [InlineData("eddsa-rdfc-2022")]
    [InlineData("eddsa-jcs-2022")]
    [Trait("Threat", "8")]
    public async Task A_credential_put_in_taken_out_or_exchanged_breaks_it(string suite)
    {
        var token = await IssueAsync(given.Tenant, Draft(IssuingHost.Root));
        var embedded = await IssueAsync(given.Tenant, Draft(IssuingHost.Root), new { cryptosuite = "eddsa-jcs-2022" });
        var presentation = await ProveAsync(Presentation(IssuingHost.Root, token, embedded), $$"""{"cryptosuite": "{{suite}}"}""");
        Assert.Equal(HttpStatusCode.OK, (await VerifyAsync(presentation)).Status);
        var other = await IssueAsync(given.Tenant, Draft(IssuingHost.Root));
        foreach (var change in new Action<JsonArray>[]
        {
            list => list.RemoveAt(0),
            list => list.RemoveAt(1),
            list => list.Clear(),
            list => list.Add(other.DeepClone()),
            list => list[0] = other.DeepClone(),
        })
        {
            var changed = presentation.DeepClone();
            change(changed["verifiableCredential"]!.AsArray());
            Assert.Equal("failed", (string?)Check((await VerifyAsync(changed)).Report, "proof")["verdict"]);
        }
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task A_key_that_signs_no_more_does_not_speak_for_its_holder()
    {
        var did = (string)(await given.AddOrganisationAsync())["did"]!;
        var credential = await IssueAsync(given.Tenant, Draft(did));
        var presentation = await ProveAsync(Presentation(did, credential), """{"type": "vp+jwt"}""");
        await given.ChangeAsync(did, "keys");
        var (status, report) = await VerifyAsync(presentation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.EndsWith(
            "#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", (string?)Check(report, "proof")["problems"]![0]!["type"], StringComparison.Ordinal);

        // what it issued holds
        Assert.True((bool)report["credentials"]![0]!["report"]!["verified"]!);
    }

    [Fact]
    public async Task Each_credential_is_reported_and_one_that_fails_fails_the_whole()
    {
        var good = await IssueAsync(given.Tenant, Draft(IssuingHost.Root));
        var revoked = Draft(IssuingHost.Root);
        var withdrawn = await IssueAsync(given.Tenant, revoked);
        using var done = await given.Tenant.PostAsync("/credentials/status", TestIssuer.Body(
            Encoding.UTF8.GetBytes($$"""{"credentialId": "{{revoked["id"]}}", "status": true}"""), "application/json"));
        var tampered = await IssueAsync(given.Tenant, Draft(IssuingHost.Root), new { cryptosuite = "eddsa-jcs-2022" });
        tampered["name"] = "another";
        var (status, report) = await VerifyAsync(await ProveAsync(Presentation(IssuingHost.Root, good, withdrawn, tampered), """{"type": "vp+jwt"}"""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, false, IssuingHost.Root), (status, (bool)report["verified"]!, (string?)report["holder"]));
        Assert.Equal(["dataModel:passed", "jsonLd:passed", "proof:passed"], Verdicts(report));
        var inside = report["credentials"]!.AsArray().Select(c => c!["report"]!).ToList();
        Assert.Equal([true, false, false], inside.Select(r => (bool)r["verified"]!));
        Assert.Equal(("failed", "failed"), ((string?)Check(inside[1], "status")["verdict"], (string?)Check(inside[2], "proof")["verdict"]));
    }

    [Theory]
    [InlineData("""{"@context": ["https://www.w3.org/2018/credentials/v1"]}""", "/@context/0")]
    [InlineData("""{"type": ["Presentation"]}""", "/type")]
    [InlineData("""{"holder": "acme"}""", "/holder")]
    [InlineData("""{"id": "not a url"}""", "/id")]
    [InlineData("""{"verifiableCredential": ["a.b.c"]}""", "/verifiableCredential/0")]
    [InlineData("""{"verifiableCredential": [{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"]}]}""", "/verifiableCredential/0")]
    [InlineData("""{"proof": {"type": "DataIntegrityProof"}}""", "/proof")]
    [InlineData("""{"holder": "did:web:somebody.else"}""", "/holder")]
    [InlineData("""{"misspelt": "word"}""", "/misspelt")]
    public async Task A_presentation_with_faults_is_not_signed(string change, string pointer)
    {
        var presentation = Presentation(IssuingHost.Root);
        foreach (var member in JsonNode.Parse(change)!.AsObject())
        {
            presentation[member.Key] = member.Value?.DeepClone();
        }

        using var response = await PostAsync(presentation, "{}");
        var problems = Problems(await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified"));
        Assert.Contains(pointer, problems.Select(p => (string?)p["pointer"]));
    }

    [Theory]
    [InlineData("""{"presentation": [], "options": {}}""")]
    [InlineData("""{"presentation": {}, "options": []}""")]
    [InlineData("""{"presentation": {}, "options": {"type": "vc+jwt"}}""")]
    [InlineData("""{"presentation": {}, "options": {"type": "vp+jwt", "cryptosuite": "eddsa-jcs-2022"}}""")]
    [InlineData("""{"presentation": {}, "options": {"cryptosuite": "none"}}""")]
    [InlineData("""{"presentation": {}, "options": {"domain": []}}""")]
    [InlineData("""{"presentation": {}, "options": {"other": 1}}""")]
    [InlineData("""{"presentation": {}, "more": 1}""")]
    [InlineData("""{}""")]
    public async Task What_is_no_request_to_sign_is_refused(string body)
    {
        using var response = await given.Tenant.PostAsync(
            "/presentations/prove", TestIssuer.Body(Encoding.UTF8.GetBytes(body), "application/json"));
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
    }

    [Theory]
    [InlineData("""{"verifiablePresentation": 1}""")]
    [InlineData("""{"verifiablePresentation": "a.b"}""")]
    [InlineData("""{"verifiablePresentation": {}, "more": 1}""")]
    [InlineData("""{"verifiablePresentation": {}, "options": {"other": 1}}""")]
    [InlineData("""{"verifiablePresentation": {"type": "EnvelopedVerifiablePresentation", "id": "data:application/vc+jwt,a.b.c", "@context": "https://www.w3.org/ns/credentials/v2"}}""")]
    [InlineData("""{}""")]
    public async Task What_is_no_request_to_verify_is_refused(string body)
    {
        using var response = await given.Anybody.PostAsync(
            "/presentations/verify", TestIssuer.Body(Encoding.UTF8.GetBytes(body), "application/json"));
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
    }

    [Fact]
    [Trait("Threat", "1")]
    public async Task A_credentials_token_is_no_presentation_and_the_other_way_round()
    {
        var credential = await IssueAsync(given.Tenant, Draft(IssuingHost.Root));
        var presentation = await ProveAsync(Presentation(IssuingHost.Root, credential), """{"type": "vp+jwt"}""");
        var (_, asPresentation) = await VerifyAsync(JsonValue.Create(Token(credential)));
        Assert.Equal("failed", (string?)Check(asPresentation, "proof")["verdict"]);
        var asCredential = await Issued.VerifyAsync(given.Anybody, JsonValue.Create(VpToken(presentation)));
        Assert.Equal("failed", (string?)Check(asCredential, "proof")["verdict"]);
        Assert.Equal(HttpStatusCode.OK, (await VerifyAsync(JsonValue.Create(VpToken(presentation)))).Status);
    }

    [Fact]
    public async Task Whoever_asks_for_it_gets_the_bare_token_whose_header_says_what_it_is()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/presentations/prove") { Content = BodyOf(Presentation(IssuingHost.Root), "{}") };
        request.Headers.Accept.ParseAdd("application/vp+jwt");
        using var response = await given.Tenant.SendAsync(request);
        Assert.Equal((HttpStatusCode.Created, "application/vp+jwt"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var header = PartOf(await response.Content.ReadAsStringAsync(), 0);
        Assert.Equal(("vp+jwt", "vp", "EdDSA"), ((string?)header["typ"], (string?)header["cty"], (string?)header["alg"]));
        Assert.StartsWith(IssuingHost.Root + "#", (string?)header["kid"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_did_is_the_holder_where_none_is_named_and_one_of_several_is_not_guessed()
    {
        var draft = Presentation(IssuingHost.Root);
        draft.Remove("holder");
        await given.AddOrganisationAsync();
        using var several = await PostAsync(draft, "{}");
        await several.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");

        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url });
        using var response = await gateway.Client(TestGateway.Key).PostAsync("/presentations/prove", BodyOf(draft, "{}"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var token = VpToken((await response.JsonAsync())["verifiablePresentation"]!);
        Assert.Equal(IssuingHost.Root, (string?)PartOf(token, 1)["holder"]);
    }

    [Fact]
    public async Task One_without_a_holder_is_by_whoever_controls_the_key()
    {
        var signed = await ProveAsync(Presentation(IssuingHost.Root), """{"cryptosuite": "eddsa-jcs-2022"}""");
        signed.AsObject().Remove("holder");
        Assert.Equal("failed", (string?)Check((await VerifyAsync(signed)).Report, "proof")["verdict"]);
        var named = new JsonObject { ["@context"] = "https://www.w3.org/ns/credentials/v2", ["type"] = "VerifiablePresentation" };
        var (status, report) = await VerifyAsync(named);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "failed"), (status, (string?)Check(report, "proof")["verdict"]));
    }

    [Fact]
    public async Task Signing_needs_a_key_and_verifying_none()
    {
        using var response = await given.Anybody.PostAsync("/presentations/prove", BodyOf(Presentation(IssuingHost.Root), "{}"));
        await response.IsProblemAsync(HttpStatusCode.Unauthorized);
        using var text = await given.Tenant.PostAsync("/presentations/prove", TestIssuer.Body([1], "text/plain"));
        await text.IsProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    internal static JsonObject Presentation(string holder, params JsonNode[] credentials) => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["type"] = new JsonArray("VerifiablePresentation"),
        ["holder"] = holder,
        ["verifiableCredential"] = new JsonArray([.. credentials.Select(c => c.DeepClone())]),
    };

    internal static HttpContent BodyOf(JsonObject presentation, string options) => TestIssuer.Body(
        Encoding.UTF8.GetBytes($$"""{"presentation": {{presentation.ToJsonString()}}, "options": {{options}}}"""), "application/json");

    private static string VpToken(JsonNode enveloped) => ((string)enveloped["id"]!)["data:application/vp+jwt,".Length..];

    private static JsonNode Check(JsonNode report, string name) => report["checks"]!.AsArray().Single(c => (string?)c!["check"] == name)!;

    private static IEnumerable<string> Verdicts(JsonNode report) =>
        report["checks"]!.AsArray().Select(c => $"{c!["check"]}:{c["verdict"]}");

    private Task<HttpResponseMessage> PostAsync(JsonObject presentation, string options) =>
        given.Tenant.PostAsync("/presentations/prove", BodyOf(presentation, options));

    private async Task<JsonNode> ProveAsync(JsonObject presentation, string options)
    {
        using var response = await PostAsync(presentation, options);
        var answer = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer.ToJsonString());
        return answer["verifiablePresentation"]!;
    }

    private async Task<(HttpStatusCode Status, JsonNode Report)> VerifyAsync(JsonNode presentation, object? options = null)
    {
        var body = new JsonObject { ["verifiablePresentation"] = presentation.DeepClone() };
        if (options is not null)
        {
            body["options"] = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(options));
        }

        using var response = await given.Anybody.PostAsync(
            "/presentations/verify", TestIssuer.Body(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json"));
        return (response.StatusCode, await response.JsonAsync());
    }
}

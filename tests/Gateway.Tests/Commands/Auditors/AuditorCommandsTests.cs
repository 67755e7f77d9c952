using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Commands;

/// <summary><c>Gateway verify</c> and <c>Gateway check</c>, run as an auditor or his script runs them.</summary>
public sealed class AuditorCommandsTests : IDisposable
{
    private readonly AuditorFolder _here = new();

    [Fact]
    public async Task A_credential_that_verifies_is_a_table_and_exit_0()
    {
        var passport = await _here.PutPassportAsync(p => p["id"] = "https://maker.example.com/credentials/1");

        var result = await _here.RunAsync("verify", passport);

        Assert.Equal(
            $"""
            passport.jwt
              id         https://maker.example.com/credentials/1
              type       DigitalProductPassport, VerifiableCredential
              issuer     {_here.Issuer.Did}

              dataModel  passed
              schema     passed
              jsonLd     passed
              validity   passed
              proof      passed
              status     skipped

            verified

            """,
            result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task Neither_a_database_nor_a_key_is_made()
    {
        var passport = await _here.PutPassportAsync();

        await _here.RunAsync("verify", passport);
        await _here.RunAsync("check", passport);

        Assert.Equal([passport], Directory.GetFileSystemEntries(_here.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_changed_one_is_exit_1_and_the_line_of_the_check_says_what_is_wrong()
    {
        var token = Encoding.ASCII.GetString(await _here.Issuer.SignPassportAsync("https://id.maker.example.com/21/1"));
        var other = Encoding.ASCII.GetString(await _here.Issuer.SignPassportAsync("https://id.maker.example.com/21/2"));
        _here.Put("changed.jwt", token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..]);

        var result = await _here.RunAsync("verify", "changed.jwt");

        Assert.Equal(1, result.ExitCode);
        Assert.Matches("\n  proof      failed         the signature is not that of this token[^\n]*\n", result.Output);
        Assert.EndsWith("\n\nnot verified\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_issuer_cannot_be_looked_up_is_exit_2_until_his_document_is_given_in_a_file()
    {
        var outbound = new FakeOutbound();
        var issuer = TestIssuer.OfHost("maker.example.com", outbound);
        _here.Put("passport.jwt", await issuer.SignPassportAsync("https://id.maker.example.com/21/1"));
        var document = await outbound.ForTenant().FetchAsync(
            new Uri("https://maker.example.com/.well-known/did.json"), Untp.Credentials.DocumentKind.DidDocument, default);
        _here.Put("did.json", document.Body!.Value.ToArray());

        var offline = await _here.RunAsync("verify", "passport.jwt", "--offline");
        var given = await _here.RunAsync("verify", "passport.jwt", "--offline", "--did-document", "did.json");

        Assert.Equal(2, offline.ExitCode);
        Assert.Matches("\n  proof      undecided      [^\n]*nothing is fetched with --offline\n", offline.Output);
        Assert.EndsWith("\n\nundecided\n", offline.Output, StringComparison.Ordinal);
        Assert.Equal(0, given.ExitCode);
    }

    [Theory]
    [InlineData("no-such-file", "verify", "no-such-file")]
    [InlineData("JSON", "verify", "bad.json")]
    [InlineData("JSON", "check", "bad.json")]
    [InlineData("--at", "verify", "good.json", "--at", "yesterday")]
    [InlineData("--profile", "verify", "good.json", "--profile=eidas")]
    [InlineData("--tpye", "check", "good.json", "--tpye=DigitalProductPassport")]
    [InlineData("DigitalProductPassprt", "check", "good.json", "--type=DigitalProductPassprt")]
    [InlineData("--at", "verify", "good.json", "--at")]
    [InlineData("not 2", "verify", "good.json", "good.json")]
    [InlineData("not 0", "check")]
    [InlineData("did:web", "verify", "good.json", "--did-document=good.json")]
    [InlineData("only https", "verify", "http://127.0.0.1:1/x")]
    [InlineData("--offline", "verify", "https://maker.example.com/x", "--offline")]
    [InlineData("Gateway:Limits:MaxDepth", "verify", "good.json", "--Gateway:Limits:MaxDepth=0")]
    [InlineData("1024 bytes", "verify", "good.json", "--Gateway:Limits:MaxCredentialBytes=1024")]
    public async Task What_cannot_be_read_is_exit_3_and_said_beside_the_output(string says, params string[] words)
    {
        _here.Put("good.json", _here.Issuer.Passport("https://id.maker.example.com/21/1").ToJsonString());
        _here.Put("bad.json", "{\"a\": 1, \"a\": 2");

        var result = await _here.RunAsync(words);

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_input_is_read_and_a_line_break_behind_a_token_is_none_of_it()
    {
        var token = Encoding.ASCII.GetString(await _here.Issuer.SignPassportAsync("https://id.maker.example.com/21/1"));

        Assert.Equal(0, (await _here.RunWithInputAsync(token + "\n", "verify", "-")).ExitCode);
        Assert.Equal(3, (await _here.RunWithInputAsync("", "verify", "-")).ExitCode);
    }

    [Fact]
    [Trait("Threat", "5")]
    public async Task A_URL_is_asked_by_the_rules_of_the_way_out()
    {
        await using var server = await StubServer.StartAsync();
        var token = Encoding.ASCII.GetString(await _here.Issuer.SignPassportAsync("https://id.maker.example.com/21/1"));
        server.Map("/passport", token, "application/vc+jwt");
        var url = server.Url("/passport").ToString();

        Assert.Equal(3, (await _here.RunAsync("verify", url)).ExitCode);
        Assert.Empty(server.Requests);
        Assert.Equal(0, (await _here.RunAsync("verify", url, "--Gateway:Outbound:AllowLoopback=true")).ExitCode);
        Assert.Equal("/passport", Assert.Single(server.Requests).Target);
    }

    [Fact]
    public async Task At_another_time_it_may_be_in_force_no_more()
    {
        var passport = await _here.PutPassportAsync(
            p => (p["validFrom"], p["validUntil"]) = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"));

        Assert.Equal(0, (await _here.RunAsync("verify", passport, "--at", "2026-01-15T12:00:00+01:00")).ExitCode);
        var late = await _here.RunAsync("verify", passport, "--at=2026-02-01T00:00:01Z");
        Assert.Equal(1, late.ExitCode);
        Assert.Contains("\n  validity   failed         validUntil was 2026-02-01T00:00:00Z", late.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_w3c_asks_for_less_than_untp()
    {
        var credential = new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["type"] = new JsonArray("VerifiableCredential"),
            ["issuer"] = _here.Issuer.Did,
            ["credentialSubject"] = new JsonObject { ["id"] = "https://example.com/somebody" },
        };
        _here.Put("any.jwt", await _here.Issuer.SignAsync(credential));

        Assert.Equal(0, (await _here.RunAsync("verify", "any.jwt", "--profile", "w3c")).ExitCode);
        Assert.Equal(1, (await _here.RunAsync("verify", "any.jwt", "--profile", "untp")).ExitCode);
        Assert.Equal(1, (await _here.RunAsync("verify", "any.jwt")).ExitCode);
    }

    [Fact]
    public async Task Json_is_the_report_as_the_service_answers_it()
    {
        var passport = await _here.PutPassportAsync();
        await using var gateway = await TestGateway.StartAsync();
        using var answer = await gateway.Client().PostAsync(
            "/credentials/verify",
            new StringContent($$"""{"verifiableCredential":"{{await File.ReadAllTextAsync(_here.File(passport))}}"}""", null, "application/json"));

        var result = await _here.RunAsync("verify", "--json", passport);

        Assert.Equal(await answer.Content.ReadAsStringAsync() + "\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_draft_is_a_table_and_exit_0_or_1()
    {
        var draft = _here.Issuer.Passport("https://id.maker.example.com/21/1");
        _here.Put("good.json", draft.ToJsonString());
        draft["credentialSubject"]!["colour"] = "green";
        draft["validFrom"] = "soon";
        _here.Put("bad.json", draft.ToJsonString());

        var good = await _here.RunAsync("check", "good.json");
        var bad = await _here.RunAsync("check", "bad.json");
        var json = await _here.RunAsync("check", "bad.json", "--json");

        Assert.Equal(0, good.ExitCode);
        Assert.Contains("\n  schema     passed\n", good.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n\nvalid\n", good.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (bad.ExitCode, json.ExitCode));
        Assert.Matches("\n  dataModel  failed         [^\n]*\\(at /validFrom\\)\n", bad.Output);
        Assert.EndsWith("\n\nnot valid\n", bad.Output, StringComparison.Ordinal);
        Assert.False((bool)JsonNode.Parse(json.Output)!["valid"]!);
    }

    [Fact]
    [Trait("Threat", "25")]
    public async Task A_credential_cannot_paint_on_the_terminal()
    {
        var passport = await _here.PutPassportAsync(p => p["id"] = "https://x.example/\u001b[2J\u001b[32mverified\u001b[0m\u202e\u0007");

        var result = await _here.RunAsync("verify", passport);

        Assert.Contains(@"https://x.example/\u001b[2J\u001b[32mverified\u001b[0m\u202e\u0007", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output, c => char.IsControl(c) && c is not '\n');
    }

    public void Dispose() => _here.Dispose();
}

using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials;

namespace Gateway.Tests.Commands;

/// <summary><c>Gateway issue</c>: what it signs, <c>Gateway verify</c> takes; what it refuses leaves the output empty.</summary>
public sealed class IssueCommandTests : IDisposable
{
    private readonly AuditorFolder _here = new();

    [Theory]
    [InlineData("genpkey -algorithm ed25519 -out key.pem", "did:key:z6Mk")]
    [InlineData("ecparam -name prime256v1 -genkey -noout -out key.pem", "did:key:zDn")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem", "did:key:zDn")]
    public async Task Signs_with_a_key_of_openssl_as_its_did_key(string makeKey, string did)
    {
        await MakeKeyAsync(makeKey);
        _here.Put("draft.json", Draft().ToJsonString());

        var issued = await _here.RunAsync("issue", "--key", "key.pem", "draft.json");

        Assert.Equal((0, ""), (issued.ExitCode, issued.Errors));
        Assert.True(Credential.TryParse(
            Encoding.ASCII.GetBytes(issued.Output), MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out _));
        Assert.StartsWith(did, credential.Issuer, StringComparison.Ordinal);
        Assert.StartsWith("urn:uuid:", credential.Id, StringComparison.Ordinal);
        Assert.Equal(0, (await _here.RunWithInputAsync(issued.Output, "verify", "-", "--offline")).ExitCode);
    }

    [Theory]
    [InlineData("eddsa-rdfc-2022")]
    [InlineData("eddsa-jcs-2022")]
    public async Task Embeds_a_proof_when_a_suite_is_named(string suite)
    {
        await MakeKeyAsync("genpkey -algorithm ed25519 -out key.pem");

        var issued = await _here.RunWithInputAsync(Draft().ToJsonString(), "issue", "--key", "key.pem", $"--proof={suite}");

        Assert.Equal(suite, (string?)JsonNode.Parse(issued.Output)!["proof"]!["cryptosuite"]);
        Assert.Equal(0, (await _here.RunWithInputAsync(issued.Output, "verify", "-", "--offline")).ExitCode);
    }

    [Theory]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","kid":"did:web:maker.example.com#key-1","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""", "--method=did:web:maker.example.com#key-1")]
    public async Task Signs_as_the_DID_that_the_key_or_the_command_names(string jwk, params string[] options)
    {
        _here.Put("key.json", jwk); // the key of RFC 8037 appendix A
        var draft = Draft();
        draft["issuer"]!["id"] = "did:web:maker.example.com";
        _here.Put("draft.json", draft.ToJsonString());
        _here.Put("did.json", """
            {"id": "did:web:maker.example.com", "assertionMethod": [{"id": "did:web:maker.example.com#key-1", "type": "JsonWebKey",
             "controller": "did:web:maker.example.com",
             "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}]}
            """);

        var issued = await _here.RunAsync(["issue", "--key=key.json", "draft.json", .. options]);

        Assert.Equal(0, issued.ExitCode);
        Assert.Equal(0, (await _here.RunWithInputAsync(issued.Output, "verify", "-", "--offline", "--did-document=did.json")).ExitCode);
    }

    [Theory]
    [InlineData("issuer", """{"type": ["CredentialIssuer"], "id": "did:web:somebody.example.com", "name": "Somebody"}""", "the key is that of did:key")]
    [InlineData("credentialStatus", """{"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}""", "only the server")]
    [InlineData("proof", """{"type": "DataIntegrityProof"}""", "signed before")]
    [InlineData("credentialSubject", """{"type": ["Product"]}""", "\n  schema     failed ")]
    public async Task Refuses_with_exit_1_and_an_empty_output_what_it_cannot_answer_for(string member, string value, string says)
    {
        await MakeKeyAsync("genpkey -algorithm ed25519 -out key.pem");
        var draft = Draft();
        draft[member] = JsonNode.Parse(value);

        var refused = await _here.RunWithInputAsync(draft.ToJsonString(), "issue", "--key", "key.pem");

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(says, refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Threat", "23")]
    [InlineData("nothing")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"AAqYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed448","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}""")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nnWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=\n-----END PRIVATE KEY-----\n")]
    public async Task A_file_without_a_usable_key_is_exit_3_and_nothing_of_it_is_said(string content)
    {
        _here.Put("key", content);

        var refused = await _here.RunWithInputAsync(Draft().ToJsonString(), "issue", "--key", "key");

        Assert.Equal((3, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("key: it is no private Ed25519 or P-256 key", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("nWGxne", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--key KEY is missing", "issue")]
    [InlineData("no-such-key", "issue", "--key", "no-such-key")]
    [InlineData("--method", "issue", "--key", "key.pem", "--method", "key-1")]
    public async Task A_command_that_cannot_be_followed_is_exit_3(string says, params string[] words)
    {
        await MakeKeyAsync("genpkey -algorithm ed25519 -out key.pem");

        var refused = await _here.RunWithInputAsync("", words);

        Assert.Equal((3, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(says, refused.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _here.Dispose();

    /// <summary>A draft that leaves to the command what it fills in.</summary>
    private JsonObject Draft()
    {
        var draft = _here.Issuer.Passport("https://id.maker.example.com/21/1");
        draft["issuer"]!.AsObject().Remove("id");
        draft.Remove("id");
        draft.Remove("validFrom");
        return draft;
    }

    private async Task MakeKeyAsync(string openssl)
    {
        using var made = Process.Start(
            new ProcessStartInfo("openssl", openssl) { WorkingDirectory = _here.Path, RedirectStandardError = true })!;
        await made.StandardError.ReadToEndAsync();
        await made.WaitForExitAsync();
        Assert.Equal(0, made.ExitCode);
    }
}

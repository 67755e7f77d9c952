using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using Untp.Credentials.Tests;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Credentials;

/// <summary>
/// Credentials signed by independent implementations, as tokens and with embedded proofs, valid and tampered, through
/// <c>POST /credentials/verify</c> and <c>POST /credentials</c> on 2026-06-01.
/// </summary>
public sealed class InteropTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Folder = "vectors/interop";
    private const string DidDocument = "did.web.issuer.example.com.json";
    private const string DidUrl = "https://issuer.example.com/.well-known/did.json";

    public static TheoryData<string> Credentials => [.. Shared.Files(Folder, "*.jwt"), .. Documents];

    private static IEnumerable<string> Documents =>
        Shared.Files(Folder, "*.json").Select(row => row.Data).Where(file => file is not ("manifest.json" or DidDocument));

    [Theory, MemberData(nameof(Credentials))]
    public async Task Gets_the_verdict_that_the_manifest_gives(string file)
    {
        var (bytes, isValid) = await GivenAsync(file);
        using var request = TestIssuer.Body(
            IsToken(file)
                ? Encoding.UTF8.GetBytes(new JsonObject { ["verifiableCredential"] = Enveloped(bytes) }.ToJsonString())
                : [.. "{\"verifiableCredential\":"u8, .. bytes, (byte)'}'],
            "application/json");
        using var response = await given.Anybody.PostAsync("/credentials/verify", request);

        var report = await response.JsonAsync();
        Assert.Equal(isValid ? "passed" : "failed", ProofVerdict(report));
        var proof = Assert.Single(report["proofs"]!.AsArray())!;
        Assert.Equal((isValid ? "passed" : "failed", Securing(file)), ((string?)proof["verdict"], (string?)(IsToken(file) ? proof["type"] : proof["cryptosuite"])));
        Assert.True(isValid == (bool)report["verified"]!, report.ToJsonString());
        Assert.Equal(isValid ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Theory, MemberData(nameof(Credentials))]
    public async Task Is_kept_when_the_manifest_says_valid_and_refused_by_its_proof_when_not(string file)
    {
        var (bytes, isValid) = await GivenAsync(file);
        using var response = await PostAsync(given.Tenant, bytes, mediaType: IsToken(file) ? "application/vc+jwt" : "application/vc");

        var answer = await response.JsonAsync();
        var report = response.IsSuccessStatusCode ? answer["report"]! : answer;
        Assert.True((isValid ? "passed" : "failed") == ProofVerdict(report), report.ToJsonString());
        Assert.Equal(isValid ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public void Lists_every_case_of_the_manifest()
    {
        var files = Manifest().Select(c => c.GetProperty("file").GetString()!).Order(StringComparer.Ordinal);
        Assert.Equal(files, Credentials.Select(row => row.Data).Order(StringComparer.Ordinal));
    }

    private async Task<(byte[] Bytes, bool IsValid)> GivenAsync(string file)
    {
        given.Gateway.Outbound.Put(DidUrl, await File.ReadAllTextAsync(Shared.Path($"{Folder}/{DidDocument}")));
        var isValid = Case(file).GetProperty("proof").GetString() == "valid";
        return (await File.ReadAllBytesAsync(Shared.Path($"{Folder}/{file}")), isValid);
    }

    private static string? ProofVerdict(JsonNode report) =>
        (string?)report["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!["verdict"];

    private static bool IsToken(string file) => file.EndsWith(".jwt", StringComparison.Ordinal);

    private static string? Securing(string file) => Case(file).GetProperty("securing").GetString();

    private static JsonElement Case(string file) => Manifest().Single(c => c.GetProperty("file").GetString() == file);

    private static JsonElement[] Manifest()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Folder}/manifest.json")));
        return [.. manifest.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.Clone())];
    }
}

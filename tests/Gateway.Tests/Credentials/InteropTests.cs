using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using Untp.Credentials.Tests;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Credentials;

/// <summary>
/// Tokens signed by independent implementations, valid and tampered, through <c>POST /credentials/verify</c> on 2026-06-01.
/// </summary>
public sealed class InteropTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Folder = "vectors/interop";

    public static TheoryData<string> Tokens => Shared.Files(Folder, "*.jwt");

    [Theory, MemberData(nameof(Tokens))]
    public async Task Gets_the_verdict_that_the_manifest_gives(string file)
    {
        given.Gateway.Outbound.Put(
            "https://issuer.example.com/.well-known/did.json", await File.ReadAllTextAsync(Shared.Path($"{Folder}/did.web.issuer.example.com.json")));
        var isValid = Manifest().Single(c => c.GetProperty("file").GetString() == file).GetProperty("proof").GetString() == "valid";
        var token = await File.ReadAllBytesAsync(Shared.Path($"{Folder}/{file}"));

        using var response = await VerifyAsync(given.Anybody, new JsonObject { ["verifiableCredential"] = Enveloped(token) });

        var report = await response.JsonAsync();
        var proof = report["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!;
        Assert.Equal(isValid ? "passed" : "failed", (string?)proof["verdict"]);
        Assert.True(isValid == (bool)report["verified"]!, report.ToJsonString());
        Assert.Equal(isValid ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    private static JsonElement[] Manifest()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Folder}/manifest.json")));
        return [.. manifest.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.Clone())];
    }
}

using System.Text.Json;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>Tokens that an independent implementation (jose) signed, good and bad.</summary>
public class JoseInteropTests
{
    private const string Folder = "vectors/interop";

    public static TheoryData<string> Tokens =>
        [.. Shared.IsPresent ? Cases().Select(c => c.GetProperty("file").GetString()!) : [SignatureVectors.Absent]];

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Gets_the_verdict_of_the_manifest(string file)
    {
        var issuer = new DemoIssuer();
        issuer.Publish(File.ReadAllText(Shared.Path($"{Folder}/did.web.issuer.example.com.json")));
        var expected = Cases().Single(c => c.GetProperty("file").GetString() == file).GetProperty("proof").GetString();

        var result = await issuer.CheckAsync(File.ReadAllText(Shared.Path($"{Folder}/{file}")).TrimEnd('\n'));

        Assert.Equal(expected == "valid" ? Verdict.Passed : Verdict.Failed, result.Verdict);
        Assert.Equal(expected == "valid", result.Problems.Count == 0);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Lists_the_36_tokens_of_the_manifest()
    {
        Shared.Path(Folder);
        Assert.Equal(36, Tokens.Count);
    }

    private static IEnumerable<JsonElement> Cases()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Folder}/manifest.json")));
        var cases = manifest.RootElement.Clone().GetProperty("cases").EnumerateArray();
        return [.. cases.Where(c => c.GetProperty("securing").GetString() == "vc+jwt")];
    }
}

using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

[Trait("Threat", "13")]
public class Ed25519VectorTests
{
    private const string File = "ed25519_test.json";

    /// <summary>What libsodium says of the twelve cases on which implementations disagree: V accepts, x refuses.</summary>
    private const string SpecCheckVerdicts = "xxxVxxxxxxxx";

    public static TheoryData<string, string> WycheproofRows => Rows(SignatureVectors.WycheproofNames(File));

    public static TheoryData<string, string> SpecCheckRows => Rows(Enumerable.Range(0, SpecCheckVerdicts.Length).Select(i => i.ToString()));

    [Theory]
    [MemberData(nameof(WycheproofRows))]
    public void Agrees_with_Wycheproof(string test, string library)
    {
        var provider = Ed25519Libraries.Get(library);
        var (group, row) = SignatureVectors.WycheproofTest(File, test);

        var holds = Ed25519.Verify(
            provider,
            SignatureVectors.Hex(group.GetProperty("publicKey"), "pk"),
            SignatureVectors.Hex(row, "msg"),
            SignatureVectors.Hex(row, "sig"));

        Assert.Equal(row.GetProperty("result").GetString() == "valid", holds);
    }

    [Theory]
    [MemberData(nameof(SpecCheckRows))]
    public void Agrees_with_libsodium_where_implementations_disagree(string number, string library)
    {
        var provider = Ed25519Libraries.Get(library);
        using var cases = JsonDocument.Parse(System.IO.File.ReadAllBytes(Shared.Path("vectors/ed25519-speccheck/cases.json")));
        var row = cases.RootElement[int.Parse(number)];

        var holds = Ed25519.Verify(
            provider,
            SignatureVectors.Hex(row, "pub_key"),
            SignatureVectors.Hex(row, "message"),
            SignatureVectors.Hex(row, "signature"));

        Assert.Equal(SpecCheckVerdicts[int.Parse(number)] == 'V', holds);
        Assert.Equal(SpecCheckVerdicts.Length, cases.RootElement.GetArrayLength());
    }

    private static TheoryData<string, string> Rows(IEnumerable<string> cases)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (name, library) in cases.SelectMany(_ => Ed25519Libraries.Names, (name, library) => (name, library)))
        {
            rows.Add(name, library);
        }

        return rows;
    }
}

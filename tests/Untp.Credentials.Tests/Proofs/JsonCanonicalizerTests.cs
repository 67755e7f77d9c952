using System.Text;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>RFC 8785 and its published inputs and outputs.</summary>
public sealed class JsonCanonicalizerTests
{
    public static TheoryData<string> Vectors => Shared.Files("vectors/jcs/input", "*.json");

    [Theory, MemberData(nameof(Vectors)), Trait("Threat", "12")]
    public void Gives_the_published_output(string file)
    {
        var canonical = Canonical(File.ReadAllBytes(Shared.Path($"vectors/jcs/input/{file}")));
        var hex = File.ReadAllText(Shared.Path($"vectors/jcs/outhex/{Path.ChangeExtension(file, "txt")}"));

        Assert.Equal(File.ReadAllText(Shared.Path($"vectors/jcs/output/{file}")), canonical);
        Assert.Equal(string.Concat(hex.Where(char.IsAsciiHexDigit)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canonical)));
    }

    [Fact]
    public void Leaves_out_no_vector_and_says_how_many_there_are()
    {
        Shared.Path("vectors/jcs/input");
        TestContext.Current.SendDiagnosticMessage($"JCS: {Vectors.Count} of {Vectors.Count} inputs run");
        Assert.Equal(6, Vectors.Count);
    }

    [Fact, Trait("Threat", "12")]
    public void Sorts_by_UTF_16_code_units_and_normalises_nothing()
    {
        // U+FB33 is after U+1F600's first half (D83D) in UTF-16, and before it in UTF-8; e + combining accent is not é
        Assert.Equal(
            "{\"e\u0301\":1,\"\u00e9\":2,\"\U0001F600\":3,\"\uFB33\":4}",
            Canonical(Encoding.UTF8.GetBytes("{\"\uFB33\":4,\"\U0001F600\":3,\"\u00e9\":2,\"e\u0301\":1}")));
    }

    [Fact]
    public void Leaves_out_named_members_of_the_outermost_object_only()
    {
        using var document = System.Text.Json.JsonDocument.Parse("""{"proof":1,"a":{"proof":2}}""");

        var canonical = JsonCanonicalizer.Canonicalize(document.RootElement, name => name == "proof");

        Assert.Equal("""{"a":{"proof":2}}""", Encoding.UTF8.GetString(canonical.Span));
    }

    private static string Canonical(byte[] utf8)
    {
        using var document = System.Text.Json.JsonDocument.Parse(utf8);
        return Encoding.UTF8.GetString(JsonCanonicalizer.Canonicalize(document.RootElement).Span);
    }
}

using System.Text;

namespace Untp.Credentials.Tests;

public class CredentialKindsTests
{
    private const string Plain = """{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"]}""";

    private readonly CredentialKinds<string> _kinds = new();

    [Theory]
    [InlineData("""{"id": "urn:x", "type": ["VerifiableCredential"], "@context": ["https://www.w3.org/ns/credentials/v2"]}""", true)]
    [InlineData("""{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["Verifiable", "Credential"]}""", false)]
    [InlineData("""{"@context": ["https://www.w3.org/ns/credentials/v1"], "type": ["VerifiableCredential"]}""", false)]
    [InlineData("""{"@context": [], "type": ["https://www.w3.org/ns/credentials/v2", "VerifiableCredential"]}""", false)]
    [InlineData("""{"type": ["VerifiableCredential"]}""", false)]
    [InlineData("""{"@context": ["https://www.w3.org/ns/credentials/v2"]}""", false)]
    public void Knows_a_kind_by_its_contexts_and_types_and_by_nothing_else(string other, bool isKnown)
    {
        using var first = Read(Plain);
        using var second = Read(other);
        _kinds.Add(first, "found");

        Assert.Equal(isKnown, _kinds.TryFind(second, out var found));
        Assert.Equal(isKnown ? "found" : null, found);
    }

    [Fact]
    public void Does_not_keep_a_kind_that_is_written_at_length()
    {
        using var credential = Read($$"""{"@context": "{{new string('x', 2000)}}", "type": "VerifiableCredential"}""");
        _kinds.Add(credential, "found");

        Assert.False(_kinds.TryFind(credential, out _));
    }

    [Fact]
    [Trait("Threat", "26")]
    public void Is_begun_anew_when_it_is_full()
    {
        using var first = Read(Plain);
        _kinds.Add(first, "first");
        for (var i = 0; i < 1024; i++)
        {
            using var other = Read($$"""{"@context": ["https://example.com/{{i}}"], "type": "VerifiableCredential"}""");
            _kinds.Add(other, "other");
        }

        Assert.False(_kinds.TryFind(first, out _));
    }

    private static Credential Read(string text) =>
        Credential.TryParse(Encoding.UTF8.GetBytes(text), MediaTypes.Vc, ParsingLimits.Default, out var credential, out var problem)
            ? credential
            : throw new InvalidOperationException(problem.Detail);
}

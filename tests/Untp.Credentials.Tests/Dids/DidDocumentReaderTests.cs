using System.Diagnostics.CodeAnalysis;
using System.Text;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Dids;

public sealed class DidDocumentReaderTests
{
    private const string Did = "did:web:issuer.example.com";
    private const string Multibase = "z6MkfrzFkkJXoCWWtUbaC3Ed243bcot3rM2Qg6vckiDsv9op";
    private const string Method = $$"""{"id":"{{Did}}#k","type":"Multikey","controller":"{{Did}}","publicKeyMultibase":"{{Multibase}}"}""";

    private static readonly DateTimeOffset s_now = new ManualTime().GetUtcNow();

    [Fact]
    public void Reads_embedded_and_referenced_methods()
    {
        var document = Read($$"""
            "verificationMethod":[{{Method}}],
            "assertionMethod":["#k", {"id":"#e","type":"Multikey","controller":"{{Did}}","publicKeyMultibase":"{{Multibase}}"}],
            "authentication":["{{Did}}#e", "{{Did}}#absent"]
            """);

        Assert.Equal([$"{Did}#k", $"{Did}#e"], document.VerificationMethods.Select(m => m.Id));
        Assert.All(document.VerificationMethods, m => Assert.Equal(KeyType.Ed25519, m.Key!.Type));
        Assert.Equal([$"{Did}#k", $"{Did}#e"], document.AssertionMethod);
        Assert.Equal([$"{Did}#e"], document.Authentication);
    }

    [Fact]
    public void Reads_a_method_embedded_under_another_purpose_and_gives_it_no_other()
    {
        var document = Read($""" "keyAgreement":[{Method}] """);

        Assert.Equal($"{Did}#k", Assert.Single(document.VerificationMethods).Id);
        Assert.Empty(document.AssertionMethod);
        Assert.Empty(document.Authentication);
    }

    [Theory]
    [InlineData("JsonWebKey")]
    [InlineData("JsonWebKey2020")]
    public void Reads_a_key_in_jwk(string type)
    {
        var method = ReadMethod($$"""
            "type":"{{type}}","controller":"{{Did}}","publicKeyJwk":{"kty":"EC","crv":"P-256",
            "x":"lCtZoNtb4vszw-7aQfWUk9Kx5lWhJg_EC0pSMuKQkLM","y":"r7NdOdVx97LD-MJX6KHyQGgCxDgzYnx2n8YYqP2UKEY"}
            """);

        Assert.Null(method.KeyProblem);
        Assert.Equal(KeyType.P256, method.Key!.Type);
    }

    [Fact]
    public void Reads_an_ed25519_verification_key_2020() =>
        Assert.Equal(Multibase, ReadMethod(
            $""" "type":"Ed25519VerificationKey2020","controller":"{Did}","publicKeyMultibase":"{Multibase}" """).Key!.ToMultibase());

    [Theory]
    [InlineData("no controller", """ "type":"Multikey","publicKeyMultibase":"KEY" """)]
    [InlineData("controller no DID", """ "type":"Multikey","controller":"https://x.example","publicKeyMultibase":"KEY" """)]
    [InlineData("no type", """ "controller":"DID","publicKeyMultibase":"KEY" """)]
    [InlineData("unknown type", """ "type":"Ed25519VerificationKey2018","controller":"DID","publicKeyBase58":"x" """)]
    [InlineData("no key", """ "type":"Multikey","controller":"DID" """)]
    [InlineData("other member", """ "type":"JsonWebKey","controller":"DID","publicKeyMultibase":"KEY" """)]
    [InlineData("key of another kind", """ "type":"Ed25519VerificationKey2020","controller":"DID","publicKeyMultibase":"zDnaeY" """)]
    [InlineData("key no string", """ "type":"Multikey","controller":"DID","publicKeyMultibase":7 """)]
    [InlineData("broken key", """ "type":"Multikey","controller":"DID","publicKeyMultibase":"z6Mk0OIl" """)]
    [InlineData("private JWK", """ "type":"JsonWebKey","controller":"DID","publicKeyJwk":{"kty":"OKP","crv":"Ed25519","x":"","d":""} """)]
    [InlineData("private key beside", """ "type":"Multikey","controller":"DID","publicKeyMultibase":"KEY","privateKeyJwk":{} """)]
    [InlineData("secret key beside", """ "type":"Multikey","controller":"DID","publicKeyMultibase":"KEY","secretKeyMultibase":"z" """)]
    [InlineData("two keys", """ "type":"Multikey","controller":"DID","publicKeyMultibase":"KEY","publicKeyJwk":{} """)]
    [InlineData("revoked", """ "type":"Multikey","controller":"DID","publicKeyMultibase":"KEY","revoked":"2026-06-01T00:00:00Z" """)]
    [InlineData("expired", """ "type":"Multikey","controller":"DID","publicKeyMultibase":"KEY","expires":"2026-05-01T00:00:00Z" """)]
    [InlineData("expires when", """ "type":"Multikey","controller":"DID","publicKeyMultibase":"KEY","expires":"soon" """)]
    public void Keeps_a_method_whose_key_cannot_be_used_and_says_why(string fault, string members)
    {
        var method = ReadMethod(members.Replace("DID", Did).Replace("KEY", Multibase));

        Assert.True(method.Key is null, fault);
        Assert.NotEmpty(method.KeyProblem!);
    }

    [Fact]
    public void Reads_a_key_that_expires_later() =>
        Assert.NotNull(ReadMethod(
            $""" "type":"Multikey","controller":"{Did}","publicKeyMultibase":"{Multibase}","expires":"2026-06-01T00:00:01Z" """).Key);

    [Fact]
    public void Reads_services_in_every_shape()
    {
        var document = Read($$"""
            "service":[
              {"id":"#inbox","type":"CredentialInbox","serviceEndpoint":"https://in.example.com/inbox"},
              {"id":"https://x.example/s","type":["A","B"],"serviceEndpoint":[{"uri":"https://a.example"},"https://b.example"]},
              {"id":"{{Did}}#linked","type":"LinkedDomains","serviceEndpoint":{"origins":["https://x.example"]} },
              {"id":"#odd","type":"Odd","serviceEndpoint":["no uri","/etc/passwd",{"uri":7}]}],
            "alsoKnownAs":["https://register.example/1"]
            """);

        Assert.Equal([$"{Did}#inbox", "https://x.example/s", $"{Did}#linked", $"{Did}#odd"], document.Services.Select(s => s.Id));
        Assert.Equal(["https://in.example.com/inbox"], document.Services[0].Endpoints);
        Assert.Equal(["A", "B"], document.Services[1].Types);
        Assert.Equal(["https://a.example", "https://b.example"], document.Services[1].Endpoints);
        Assert.Empty(document.Services[2].Endpoints);
        Assert.Empty(document.Services[3].Endpoints);
        Assert.Equal(["https://register.example/1"], document.AlsoKnownAs);
    }

    [Theory, Trait("Threat", "10")]
    [InlineData("""{"id":"did:web:issuer.example.com","id":"did:web:issuer.example.com"}""")]
    [InlineData("""{"id":"did:web:evil.example.com","id":"did:web:issuer.example.com"}""")]
    [InlineData("""{"id":"did:web:issuer.example.com","\u0069d":"did:web:evil.example.com"}""")]
    [InlineData("""{"id":"did:web:issuer.example.com","assertionMethod":[],"assertionMethod":["#k"]}""")]
    [InlineData("""{"id":"did:web:issuer.example.com","verificationMethod":[{"id":"#a","id":"#b"}]}""")]
    public void Refuses_duplicate_members(string json) => Refuses(json, "twice");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"did:web:evil.example.com"}""")]
    [InlineData("""{"id":"did:web:issuer.example.com#k"}""")]
    [InlineData("""{"id":"DID:web:issuer.example.com"}""")]
    [InlineData("""{"id":"did:web:issuer.example.com"} x""")]
    public void Refuses_what_is_not_the_document_of_the_did(string json) => Refuses(json, "");

    [Theory]
    [InlineData(""" "verificationMethod":{} """)]
    [InlineData(""" "verificationMethod":["#k"] """)]
    [InlineData(""" "verificationMethod":[{}] """)]
    [InlineData(""" "verificationMethod":[{"id":7}] """)]
    [InlineData(""" "verificationMethod":[{"id":"https://x.example/#k"}] """)]
    [InlineData(""" "verificationMethod":[{"id":"did:web:issuer.example.com"}] """)]
    [InlineData(""" "verificationMethod":[{"id":"#"}] """)]
    [InlineData(""" "verificationMethod":[{"id":"#a b"}] """)]
    [InlineData(""" "verificationMethod":[{"id":"#k"},{"id":"did:web:issuer.example.com#k"}] """)]
    [InlineData(""" "verificationMethod":[{"id":"#k"}],"assertionMethod":[{"id":"#k"}] """)]
    [InlineData(""" "keyAgreement":[{"id":"#k"}],"assertionMethod":[{"id":"#k"}] """)]
    [InlineData(""" "assertionMethod":"#k" """)]
    [InlineData(""" "assertionMethod":[7] """)]
    [InlineData(""" "authentication":null """)]
    [InlineData(""" "service":{} """)]
    [InlineData(""" "service":[7] """)]
    [InlineData(""" "service":[{"type":"A","serviceEndpoint":"https://x.example"}] """)]
    [InlineData(""" "service":[{"id":"no uri","type":"A","serviceEndpoint":"https://x.example"}] """)]
    [InlineData(""" "service":[{"id":"#s","serviceEndpoint":"https://x.example"}] """)]
    [InlineData(""" "service":[{"id":"#s","type":[],"serviceEndpoint":"https://x.example"}] """)]
    [InlineData(""" "service":[{"id":"#s","type":"A"}] """)]
    [InlineData(""" "service":[{"id":"#s","type":"A","serviceEndpoint":7}] """)]
    [InlineData(""" "service":[{"id":"#s","type":"A","serviceEndpoint":[[]]}] """)]
    [InlineData(""" "alsoKnownAs":"x" """)]
    [InlineData(""" "alsoKnownAs":[7] """)]
    public void Refuses_a_document_of_another_shape(string members) => Refuses($$"""{"id":"{{Did}}",{{members}}}""", "");

    [Theory]
    [InlineData("verificationMethod", """{"id":"#NUMBER"}""")]
    [InlineData("assertionMethod", """{"id":"#NUMBER"}""")]
    [InlineData("assertionMethod", "\"#NUMBER\"")]
    [InlineData("service", """{"id":"#NUMBER","type":"A","serviceEndpoint":"https://x.example"}""")]
    [InlineData("alsoKnownAs", "\"x:NUMBER\"")]
    public void Refuses_more_than_a_hundred_items(string member, string item)
    {
        var items = Enumerable.Range(0, 101).Select(i => item.Replace("NUMBER", $"{i}")).ToList();

        Refuses($$"""{"id":"{{Did}}","{{member}}":[{{string.Join(',', items)}}]}""", "100");
        Read($""" "{member}":[{string.Join(',', items.Take(100))}] """);
    }

    [Fact]
    public void Refuses_more_than_a_hundred_methods_in_all()
    {
        var half = Enumerable.Range(0, 60).Select(i => $$"""{"id":"#NAME{{i}}"}""");
        var list = string.Join(',', half);

        var (some, others) = (list.Replace("NAME", "a"), list.Replace("NAME", "b"));
        Refuses($$"""{"id":"{{Did}}","keyAgreement":[{{some}}],"authentication":[{{others}}] }""", "100");
    }

    [Fact]
    public void Answers_for_every_document_that_is_wrong_in_one_value()
    {
        var good = $$"""
            {"id":"{{Did}}","verificationMethod":[{{Method}},
            {"id":"#j","type":"JsonWebKey","controller":"{{Did}}","expires":"2027-01-01T00:00:00Z",
            "publicKeyJwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"} }],
            "assertionMethod":["#k","#j"],"authentication":[{"id":"#e"}],
            "service":[{"id":"#s","type":["A"],"serviceEndpoint":[{"uri":"https://a.example"},"https://b.example"]}],"alsoKnownAs":["x:y"]}
            """;
        Assert.True(TryRead(good, out _, out _));
        var answers = JsonMutations.Of(good).Select(json => TryRead(json, out var document, out var problem)
            ? (document.VerificationMethods.Count(m => m.Key is null == m.KeyProblem is null), problem)
            : (0, problem)).ToList();

        Assert.InRange(answers.Count, 300, 1000);
        Assert.All(answers, answer => Assert.Equal(0, answer.Item1));
        Assert.InRange(answers.Count(answer => answer.problem is null), 100, 300);
    }

    private static DidDocument Read(string members)
    {
        Assert.True(TryRead($$"""{"id":"{{Did}}",{{members}}}""", out var document, out var problem), problem);
        return document;
    }

    private static VerificationMethod ReadMethod(string members) =>
        Assert.Single(Read($$"""  "verificationMethod":[{"id":"#k",{{members}}}] """).VerificationMethods);

    private static void Refuses(string json, string because)
    {
        Assert.False(TryRead(json, out _, out var problem));
        Assert.Contains(because, problem);
    }

    private static bool TryRead(string json, [NotNullWhen(true)] out DidDocument? document, [NotNullWhen(false)] out string? problem) =>
        DidDocumentReader.TryRead(Encoding.UTF8.GetBytes(json), Did, ParsingLimits.Default, s_now, out document, out problem);
}

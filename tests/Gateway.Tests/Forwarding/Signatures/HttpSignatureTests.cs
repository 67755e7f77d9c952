using System.Text;
using Gateway.Forwarding;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Forwarding;

/// <summary>RFC 9421.</summary>
public sealed class HttpSignatureTests
{
    private static readonly KeyValuePair<string, string>[] s_headers =
    [
        new("Date", "Tue, 20 Apr 2021 02:07:55 GMT"), new("Content-Type", "application/json"), new("Content-Length", "18"),
        new("Cache", "  max-age=60 "), new("cache", "must-revalidate"),
    ];

    private static readonly HttpMessage s_message =
        HttpMessage.Of("POST", new Uri("https://example.com/foo?param=Value&Pet=dog"), s_headers);

    /// <summary>Appendix B.2.6, with the key of B.1.4: the same base and, Ed25519 being deterministic, the same signature.</summary>
    [Fact]
    public void Reproduces_appendix_B_2_6()
    {
        const string Parameters =
            "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473"
            + ";keyid=\"test-key-ed25519\"";
        const string Signature = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
        using var key = SigningKey.FromSeed(KeyType.Ed25519, Convert.FromBase64String("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU="));
        Assert.Equal("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=", Convert.ToBase64String(key.VerificationKey.Bytes.Span));

        var text = HttpSignature.WriteBase(
            s_message, ["date", "@method", "@path", "@authority", "content-type", "content-length"], Parameters)!;
        Assert.Equal(
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@authority\": example.com\n"
            + "\"content-type\": application/json\n\"content-length\": 18\n\"@signature-params\": " + Parameters,
            text);
        Assert.Equal(Signature, Convert.ToBase64String(key.Sign(Encoding.ASCII.GetBytes(text))));

        // alg is no part of that signature: the key says it (clause 3.2 step 6), and here it must be said
        var read = Read(With(("Signature-Input", "sig-b26=" + Parameters), ("Signature", $"sig-b26=:{Signature}:")));
        Assert.Null(read.Algorithm);
        Assert.False(read.Holds(s_message, key.VerificationKey));
    }

    [Theory]
    [InlineData("@method", "POST")]
    [InlineData("@target-uri", "https://example.com/foo?param=Value&Pet=dog")]
    [InlineData("@authority", "example.com")]
    [InlineData("@scheme", "https")]
    [InlineData("@request-target", "/foo?param=Value&Pet=dog")]
    [InlineData("@path", "/foo")]
    [InlineData("@query", "?param=Value&Pet=dog")]
    [InlineData("cache", "max-age=60, must-revalidate")]
    [InlineData("@status", null)]
    [InlineData("etag", null)]
    public void Says_the_value_of_a_component(string name, string? value) => Assert.Equal(value, s_message[name]);

    /// <summary>Clauses 2.2.3 and 2.2.6 to 2.2.7.</summary>
    [Theory]
    [InlineData("HTTPS://Example.COM:443", "example.com", "/", "?")]
    [InlineData("https://example.com:8443/?", "example.com:8443", "/", "?")]
    [InlineData("http://[2001:DB8::1]/a%2fb", "[2001:db8::1]", "/a%2fb", "?")]
    [InlineData("https://bücher.example/", "xn--bcher-kva.example", "/", "?")]
    public void Normalises_a_target(string uri, string authority, string path, string query)
    {
        var message = HttpMessage.Of("GET", new Uri(uri), []);
        Assert.Equal((authority, path, query), (message["@authority"], message["@path"], message["@query"]));
    }

    [Theory]
    [InlineData(KeyType.Ed25519, "ed25519")]
    [InlineData(KeyType.P256, "ecdsa-p256-sha256")]
    public async Task Holds_for_the_message_that_was_signed_and_no_other(KeyType type, string algorithm)
    {
        using var key = SigningKey.Generate(type);
        var created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var fields = await HttpSignature.SignAsync(
            s_message, ["@method", "@target-uri", "content-type"], created, new KeySigner(key, "did:web:a.example#\"k\\1\""), default);
        var signed = With([.. fields.Select(f => (f.Key, f.Value))]);
        var read = Read(signed);

        Assert.Equal((created, "did:web:a.example#\"k\\1\"", algorithm), (read.Created!.Value, read.KeyId!, read.Algorithm!));
        Assert.Equal(["@method", "@target-uri", "content-type"], read.Components);
        Assert.True(read.Holds(signed, key.VerificationKey));
        Assert.False(read.Holds(signed with { Method = "PUT" }, key.VerificationKey));
        Assert.False(read.Holds(signed with { Origin = "https://example.org" }, key.VerificationKey));
        Assert.False(read.Holds(signed with { Target = "/foo" }, key.VerificationKey));
        var retyped = signed with { Fields = name => name == "content-type" ? ["text/plain"] : signed.Fields(name) };
        Assert.False(read.Holds(retyped, key.VerificationKey));
        using var other = SigningKey.Generate(type);
        Assert.False(read.Holds(signed, other.VerificationKey));
        using var otherType = SigningKey.Generate(type == KeyType.P256 ? KeyType.Ed25519 : KeyType.P256);
        Assert.False(read.Holds(signed, otherType.VerificationKey));
        foreach (var (from, to) in new[] { ("created=1700000000", "created=1700000001"), ("alg=", "x;alg="), (" \"content-type\"", "") })
        {
            var changed = With([.. fields.Select(f => (f.Key, f.Value.Replace(from, to, StringComparison.Ordinal)))]);
            Assert.False(Read(changed).Holds(changed, key.VerificationKey));
        }
    }

    /// <summary>What the field spells otherwise is the same list, and the same signature (clause 2.5 writes it anew).</summary>
    [Fact]
    public async Task Another_spelling_of_the_same_parameters_is_the_same_signature()
    {
        using var key = SigningKey.Generate(KeyType.Ed25519);
        var fields = await HttpSignature.SignAsync(
            s_message, ["@method", "date"], DateTimeOffset.UnixEpoch, new KeySigner(key, "k"), default);
        var spelt = With(
            ("Signature-Input", fields[0].Value.Replace("(\"@method\" \"date\")", "( \"@method\"   \"date\" )", StringComparison.Ordinal)),
            ("Signature", fields[1].Value));
        Assert.True(Read(spelt).Holds(spelt, key.VerificationKey));
    }

    [Theory]
    [Trait("Threat", "10")]
    [InlineData("", "")]
    [InlineData("sig1=(\"date\")", "sig2=:AA==:")]
    [InlineData("sig1=(\"date\"), sig2=(\"date\")", "sig1=:AA==:, sig2=:AA==:")]
    [InlineData("sig1=(\"date\"), sig1=()", "sig1=:AA==:")]
    [InlineData("sig1=(\"date\")", "sig1=\"AA==\"")]
    [InlineData("sig1=(\"date\")", "sig1=:AA==:;a")]
    [InlineData("sig1=\"date\"", "sig1=:AA==:")]
    [InlineData("sig1=(date)", "sig1=:AA==:")]
    [InlineData("sig1=(\"Date\")", "sig1=:AA==:")]
    [InlineData("sig1=(\"da te\")", "sig1=:AA==:")]
    [InlineData("sig1=(\"\")", "sig1=:AA==:")]
    [InlineData("sig1=(\"date\" \"date\")", "sig1=:AA==:")]
    [InlineData("sig1=(\"date\";sf)", "sig1=:AA==:")]
    [InlineData("sig1=(\"date\";req)", "sig1=:AA==:")]
    public void Refuses_to_read_what_is_not_one_signature(string input, string signature)
    {
        var message = input.Length == 0 ? s_message : With(("Signature-Input", input), ("Signature", signature));
        Assert.False(HttpSignature.TryRead(message, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    /// <summary>A line break in a field would put a line into what is signed (clause 7.5.6).</summary>
    [Theory]
    [InlineData("a\n\"@method\": GET")]
    [InlineData("a\rb")]
    [InlineData("\u00e4")]
    public void Signs_nothing_that_is_not_ASCII_in_one_line(string value) => Assert.Null(
        HttpSignature.WriteBase(s_message with { Fields = _ => [value] }, ["date"], "()"));

    [Theory]
    [InlineData("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:", true)]
    [InlineData("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, md5=:AAAA:", true)]
    [InlineData("sha-512=:m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==:", true)]
    [InlineData("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, sha-512=:AAAA:", false)]
    [InlineData("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCU=:", false)]
    [InlineData("md5=:XUFAKrxLKna5cZ2REBfFkg==:", false)]
    [InlineData("sha-256=LPJNul", false)]
    [InlineData(null, false)]
    public void A_content_digest_is_that_of_the_body(string? field, bool holds) =>
        Assert.Equal(holds, ContentDigest.Holds(field, "hello"u8));

    private static HttpSignature Read(HttpMessage message)
    {
        Assert.True(HttpSignature.TryRead(message, out var signature, out var fault), fault);
        return signature;
    }

    private static HttpMessage With(params (string Name, string Value)[] more) => s_message with
    {
        Fields = name => more.Where(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(m => (string?)m.Value).ToList()
            is { Count: > 0 } found ? found : s_message.Fields(name),
    };
}

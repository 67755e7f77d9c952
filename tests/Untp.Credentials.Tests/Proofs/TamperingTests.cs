using System.Buffers.Text;
using System.Text;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>Whatever is changed in a token or in the document of its issuer, it does not pass.</summary>
[Trait("Threat", "3")]
public class TamperingTests
{
    private const string Did = DemoIssuer.Did;

    private readonly DemoIssuer _issuer = new();

    [Theory]
    [InlineData("EdDSA", "ed")]
    [InlineData("ES256", "p256")]
    [Trait("Threat", "4")]
    public async Task No_token_with_a_single_bit_changed_passes(string alg, string key)
    {
        var token = Token(alg, key);
        Assert.Equal(Verdict.Passed, await VerdictAsync(token));
        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            Assert.NotEqual(Verdict.Passed, await VerdictAsync(Flip(token, bit)));
        }
    }

    [Theory]
    [InlineData("EdDSA", "ed", 0)]
    [InlineData("EdDSA", "ed", 1)]
    [InlineData("EdDSA", "ed", 2)]
    [InlineData("ES256", "p256", 0)]
    [InlineData("ES256", "p256", 1)]
    [InlineData("ES256", "p256", 2)]
    public async Task No_part_with_a_single_bit_changed_passes(string alg, string key, int part)
    {
        var parts = Encoding.ASCII.GetString(Token(alg, key)).Split('.');
        var decoded = Base64Url.DecodeFromChars(parts[part]);
        for (var bit = 0; bit < decoded.Length * 8; bit++)
        {
            parts[part] = Base64Url.EncodeToString(Flip(decoded, bit));
            Assert.NotEqual(Verdict.Passed, await VerdictAsync(Encoding.ASCII.GetBytes(string.Join('.', parts))));
        }
    }

    [Fact]
    public async Task No_part_of_another_token_of_the_same_issuer_fits()
    {
        var one = _issuer.Sign(DemoIssuer.Header()).Split('.');
        var other = _issuer.Sign(DemoIssuer.Header("\"x\":1"), DemoIssuer.ClaimsWith("\"name\":\"other\"")).Split('.');
        for (var choice = 1; choice < 7; choice++)
        {
            var mixed = Enumerable.Range(0, 3).Select(i => ((choice >> i) & 1) == 0 ? one[i] : other[i]);
            Assert.NotEqual(Verdict.Passed, await VerdictAsync(Encoding.ASCII.GetBytes(string.Join('.', mixed))));
        }
    }

    [Theory]
    [InlineData("{\"alg\"", "{ \"alg\"")]
    [InlineData("{\"alg\"", "{\"\\u0061lg\"")]
    [InlineData("\"vc\"", "\"v\\u0063\"")]
    public async Task Another_spelling_of_the_same_header_is_another_header(string signed, string sent)
    {
        var header = DemoIssuer.Header();
        var token = _issuer.Sign(header).Split('.');
        Assert.Equal(Verdict.Passed, await VerdictAsync(Encoding.ASCII.GetBytes(string.Join('.', token))));
        token[0] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.Replace(signed, sent, StringComparison.Ordinal)));
        Assert.Equal(Verdict.Failed, await VerdictAsync(Encoding.ASCII.GetBytes(string.Join('.', token))));
    }

    [Theory]
    [InlineData("\"assertionMethod\"", "\"keyAgreement\"")] // named for something else
    [InlineData("\"assertionMethod\"", "\"assertionMethods\"")] // named for nothing
    [InlineData("\"assertionMethod\":[", "\"assertionMethod\":[[],")]
    [InlineData($"\"assertionMethod\":[\"{Did}#ed\"", "\"assertionMethod\":[\"did:web:other.example#ed\"")]
    [InlineData($"\"assertionMethod\":[\"{Did}#ed\"", $"\"assertionMethod\":[\"{Did}?v=1#ed\"")]
    [InlineData($"{{\"id\":\"{Did}\"", "{\"id\":\"did:web:other.example\"")]
    [InlineData($"{{\"id\":\"{Did}\"", "{\"id\":\"did:web:ISSUER.example.com\"")]
    [InlineData($"{{\"id\":\"{Did}\"", $"{{\"id\":[\"{Did}\"]")]
    [InlineData($"{{\"id\":\"{Did}\"", $"{{\"id\":\"{Did}\",\"id\":\"{Did}\"")]
    [InlineData($"\"controller\":\"{Did}\"", "\"controller\":\"did:web:other.example\"")]
    [InlineData($"\"controller\":\"{Did}\"", $"\"controller\":[\"{Did}\"]")]
    [InlineData($"\"controller\":\"{Did}\"", "\"controller\":null")]
    [InlineData($"\"controller\":\"{Did}\"", $"\"controller\":\"{Did}\",\"revoked\":\"2020-01-01T00:00:00Z\"")]
    [InlineData($"\"controller\":\"{Did}\"", $"\"controller\":\"{Did}\",\"expires\":\"9999-12-31T24:00:00+14:00\"")]
    [InlineData($"\"controller\":\"{Did}\"", $"\"controller\":\"{Did}\",\"publicKeyJwk\":{{}}")]
    [InlineData("\"Multikey\"", "\"JsonWebKey\"")]
    [InlineData("\"publicKeyMultibase\":\"z", "\"publicKeyMultibase\":\"Z")]
    public async Task No_token_passes_under_a_document_that_does_not_give_its_key_the_right(string written, string instead)
    {
        _issuer.Publish(_issuer.DefaultDocument().Replace("\n", "", StringComparison.Ordinal).Replace(written, instead, StringComparison.Ordinal));
        Assert.Equal(Verdict.Failed, await VerdictAsync(Token("EdDSA", "ed")));
    }

    private byte[] Token(string alg, string key) => Encoding.ASCII.GetBytes(
        _issuer.Sign(DemoIssuer.Header(alg: alg, kid: $"{Did}#{key}"), key: key == "ed" ? _issuer.Ed25519Key : _issuer.P256Key));

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }

    /// <summary>What cannot be read fails.</summary>
    private async Task<Verdict> VerdictAsync(byte[] token)
    {
        if (!Credential.TryParse(token, MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out _))
        {
            return Verdict.Failed;
        }

        using (credential)
        {
            return (await _issuer.CheckAsync(credential)).Verdict;
        }
    }
}

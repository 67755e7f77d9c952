using System.Text;

namespace Untp.Credentials.Tests;

[Trait("Threat", "4")]
public class JwsEnvelopeTests
{
    /// <summary>{"a":1}, then foo, then four bytes.</summary>
    private const string Header = "eyJhIjoxfQ";
    private const string Payload = "Zm9v";
    private const string Signature = "AQIDBA";

    [Fact]
    public void Takes_a_token_apart()
    {
        Assert.True(TryParse($"{Header}.{Payload}.{Signature}", out var envelope, out _));
        Assert.Equal($"{Header}.{Payload}", Encoding.ASCII.GetString(envelope!.SigningInput.Span));
        Assert.Equal(1, envelope.Header.GetProperty("a").GetInt32());
        Assert.Equal("foo", Encoding.ASCII.GetString(envelope.Payload.Span));
        Assert.Equal("01020304", Convert.ToHexString(envelope.Signature.Span));
    }

    [Theory]
    [InlineData($"{Header}.{Payload}.")]
    [InlineData($"{Header}..{Signature}")]
    public void Leaves_an_empty_payload_and_an_empty_signature_to_the_check(string token) => Assert.True(TryParse(token, out _, out _));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData(Header)]
    [InlineData($"{Header}.{Payload}")]
    [InlineData($"{Header}.{Payload}.{Signature}.")]
    [InlineData($"{Header}.{Payload}.{Signature}.{Signature}")]
    [InlineData($".{Payload}.{Signature}")]
    [InlineData($"{Header}.{Payload}.{Signature}\n")]
    [InlineData($"{Header}.{Payload}.{Signature}==")]
    [InlineData($"{Header}=.{Payload}.{Signature}")]
    [InlineData($" {Header}.{Payload}.{Signature}")]
    [InlineData($"{Header}.Zm 9v.{Signature}")]
    [InlineData($"{Header}.Zm\n9v.{Signature}")]
    [InlineData($"{Header}.{Payload}.AQ\nIDBA")]
    [InlineData($"{Header}.{Payload}.AQIDBB")] // trailing bits
    [InlineData($"{Header}.Zm9+.{Signature}")]
    [InlineData($"{Header}.Zm9/.{Signature}")]
    [InlineData($"{Header}.{Payload}.AQID\0A")]
    [InlineData($"eyJhIjoxfR.{Payload}.{Signature}")] // trailing bits
    [InlineData($"W10.{Payload}.{Signature}")] // []
    [InlineData($"bnVsbA.{Payload}.{Signature}")] // null
    [InlineData($"eyJhIjox.{Payload}.{Signature}")] // {"a":1
    [InlineData($"eyJhIjoxLCJhIjoyfQ.{Payload}.{Signature}")] // {"a":1,"a":2}
    [InlineData("{\"payload\":\"Zm9v\",\"signatures\":[]}")]
    public void Refuses_any_other_form(string token)
    {
        Assert.False(TryParse(token, out var envelope, out var problem));
        Assert.Null(envelope);
        Assert.Equal(ProblemTypes.Parsing, problem!.Type);
    }

    [Fact]
    public void Refuses_a_token_that_is_too_long()
    {
        var limits = new ParsingLimits(MaxBytes: 20);
        Assert.False(JwsEnvelope.TryParse(Encoding.ASCII.GetBytes($"{Header}.{Payload}.{Signature}"), limits, out _, out var problem));
        Assert.Contains("at most 20", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "10")]
    public void Refuses_a_header_with_a_member_twice_even_if_escaped()
    {
        var header = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"none","\u0061lg":"EdDSA"}"""u8);
        Assert.False(TryParse($"{header}.{Payload}.{Signature}", out _, out _));
    }

    private static bool TryParse(string token, out JwsEnvelope? envelope, out Problem? problem) =>
        JwsEnvelope.TryParse(Encoding.UTF8.GetBytes(token), ParsingLimits.Default, out envelope, out problem);
}

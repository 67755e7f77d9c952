using System.Text;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.JsonLd;

namespace Gateway.Issuing;

/// <summary>Writes what was issued: a document as it is, a token as an EnvelopedVerifiableCredential (VCDM 2.0 clause 4.13).</summary>
internal static class IssuedText
{
    private static readonly byte[] s_beforeToken =
        Encoding.ASCII.GetBytes($$"""{"@context":"{{ContextUrls.CredentialsV2}}","id":"data:{{MediaTypes.VcJwt}},""");

    private static readonly byte[] s_before = [.. "{\"verifiableCredential\":"u8];
    private static readonly byte[] s_beforeEnveloped = [.. s_before, .. s_beforeToken];

    private static ReadOnlySpan<byte> AfterEnveloped => "\",\"type\":\"EnvelopedVerifiableCredential\"}}"u8;

    private static ReadOnlySpan<byte> AfterToken => AfterEnveloped[..^1];

    /// <summary>The answer of VC-API; or the bare token.</summary>
    public static Answer Write(SecuringMechanism mechanism, byte[] secured, bool isBare) => (mechanism, isBare) switch
    {
        (SecuringMechanism.VcJwt, true) => new Answer(StatusCodes.Status201Created, MediaTypes.VcJwt, secured),
        (SecuringMechanism.VcJwt, _) => Created(Between(s_beforeEnveloped, secured, AfterEnveloped)),
        _ => Created(Between(s_before, secured, "}"u8)),
    };

    /// <summary>Nothing of a token has to be escaped: it is base64url and dots.</summary>
    public static byte[] WriteEnveloped(ReadOnlySpan<byte> token) => Between(s_beforeToken, token, AfterToken);

    // not as a collection of spreads: that grows in steps, and is copied at the end
    private static byte[] Between(ReadOnlySpan<byte> before, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> after)
    {
        var text = new byte[before.Length + middle.Length + after.Length];
        before.CopyTo(text);
        middle.CopyTo(text.AsSpan(before.Length));
        after.CopyTo(text.AsSpan(before.Length + middle.Length));
        return text;
    }

    private static Answer Created(byte[] body) => new(StatusCodes.Status201Created, Answer.Json, body);
}

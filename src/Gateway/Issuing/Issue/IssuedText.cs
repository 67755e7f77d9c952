using System.Buffers;
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

    private static ReadOnlySpan<byte> AfterEnvelopedLine => "\",\"type\":\"EnvelopedVerifiableCredential\"}}\n"u8;

    private static ReadOnlySpan<byte> AfterEnveloped => AfterEnvelopedLine[..^1];

    private static ReadOnlySpan<byte> AfterToken => AfterEnveloped[..^1];

    /// <summary>The answer of VC-API; or the bare token.</summary>
    public static Answer Write(SecuringMechanism mechanism, byte[] secured, bool isBare) => (mechanism, isBare) switch
    {
        (SecuringMechanism.VcJwt, true) => new Answer(StatusCodes.Status201Created, MediaTypes.VcJwt, secured),
        (SecuringMechanism.VcJwt, _) => Created(Spliced.Of(s_beforeEnveloped, secured, AfterEnveloped)),
        _ => Created(Spliced.Of(s_before, secured, "}"u8)),
    };

    /// <summary>Nothing of a token has to be escaped: it is base64url and dots.</summary>
    public static byte[] WriteEnveloped(ReadOnlySpan<byte> token) => Spliced.Of(s_beforeToken, token, AfterToken);

    /// <summary>One answer of many as a line, a bare token in its envelope, without putting it together first.</summary>
    public static void WriteLine(IBufferWriter<byte> lines, Answer answer)
    {
        var isToken = answer.ContentType == MediaTypes.VcJwt;
        lines.Write(isToken ? s_beforeEnveloped : []);
        lines.Write(answer.Body.Span);
        lines.Write(isToken ? AfterEnvelopedLine : "\n"u8);
    }

    private static Answer Created(byte[] body) => new(StatusCodes.Status201Created, Answer.Json, body);
}

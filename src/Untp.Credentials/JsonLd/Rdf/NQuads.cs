using System.Text;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>RDF 1.1 N-Quads.</summary>
internal static class NQuads
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The statements of a document in their order, repeats included.</summary>
    /// <exception cref="FormatException">It is no N-Quads; the message names the line and the fault.</exception>
    public static IReadOnlyList<RdfQuad> Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return new NQuadsParser(s_strictUtf8.GetString(utf8)).Parse();
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("N-Quads that are not UTF-8");
        }
    }

    /// <summary>One line a statement in canonical form (RDFC-1.0 appendix A), in the given order.</summary>
    /// <exception cref="ArgumentException">A term cannot be written: see <see cref="NQuadsWriter"/>.</exception>
    public static byte[] Serialize(IEnumerable<RdfQuad> quads)
    {
        using var writer = new NQuadsWriter();
        foreach (var quad in quads)
        {
            writer.WriteQuad(quad);
        }

        return writer.Written.ToArray();
    }
}

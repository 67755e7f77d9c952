using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd.Expansion;
using Untp.Credentials.JsonLd.Iris;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>Value objects as literals: JSON-LD 1.1 API clause 8.2.2, Object to RDF Conversion, steps 4 to 15 but for directions.</summary>
internal static class RdfLiterals
{
    private const double FirstThatIsNoInteger = 1e21;

    /// <summary>Null when the value has no well-formed literal (steps 6 and 7).</summary>
    public static RdfTerm? Of(ExpandedObject item)
    {
        // 5 to 7
        var datatype = item.Type;
        if ((datatype is not null && datatype != "@json" && !IriSyntax.IsWellFormed(datatype))
            || (item.Language is not null && !IriSyntax.IsLanguageTag(item.Language)))
        {
            return null;
        }

        // 12, 14
        if (item.Text is { } text && datatype != "@json")
        {
            return item.Language is null
                ? Literal(text, datatype ?? RdfDatatypes.XsdString)
                : new RdfTerm(RdfTermKind.Literal, text, RdfDatatypes.LangString, item.Language);
        }

        // 8 to 11
        return datatype == "@json"
            ? Literal(Encoding.UTF8.GetString(JsonCanonicalizer.Canonicalize(item.Json).Span), RdfVocabulary.Json)
            : item.Json.ValueKind switch
            {
                JsonValueKind.True => Literal("true", datatype ?? RdfVocabulary.XsdBoolean),
                JsonValueKind.False => Literal("false", datatype ?? RdfVocabulary.XsdBoolean),
                _ => OfNumber(item.Json, datatype),
            };
    }

    private static RdfTerm OfNumber(JsonElement number, string? datatype)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        if (datatype != RdfVocabulary.XsdDouble && raw.Length <= 15 && raw.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return Literal(raw.SequenceEqual("-0"u8) ? "0" : Encoding.ASCII.GetString(raw), datatype ?? RdfVocabulary.XsdInteger);
        }

        // 10, 11
        var value = number.GetDouble();
        return datatype == RdfVocabulary.XsdDouble || value % 1 != 0 || Math.Abs(value) >= FirstThatIsNoInteger
            ? Literal(XsdDouble.Format(value), datatype ?? RdfVocabulary.XsdDouble)
            : Literal((value + 0.0).ToString("F0", CultureInfo.InvariantCulture), datatype ?? RdfVocabulary.XsdInteger);
    }

    private static RdfTerm Literal(string value, string datatype) => new(RdfTermKind.Literal, value, datatype);
}

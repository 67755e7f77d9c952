using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// Whether each type of a document is a term of its contexts or an absolute URL (VCDM 2.0 clause 4.5), and no context redefines what
/// another protects (clause 5.2.1). For documents whose contexts are held to no list; of one that is not known here nothing can be said.
/// </summary>
internal sealed class TypeTerms(JsonLdProcessor jsonLd)
{
    private const int MaxFindings = 20;

    private static readonly string[] s_read = ["@context", "type"];

    /// <summary>Adds what is wrong with the document's own types and contexts.</summary>
    public void Check(JsonElement claims, ShapeProblems shape)
    {
        using var outline = Outline(claims);
        try
        {
            var found = new FindingList(MaxFindings, lossesOnly: true);
            jsonLd.Find(outline.RootElement, found);
            foreach (var finding in found.Items.Where(finding => finding.Kind == FindingKind.RelativeType))
            {
                shape.Add($"the type {Excerpt.Of(finding.Detail)} is no term of the contexts and no absolute URL", finding.Pointer);
            }
        }
        catch (JsonLdException fault) when (fault.ContextUrl is { } url)
        {
            shape.Warn(new Problem(
                ProblemTypes.MalformedValue,
                "The types were not looked up",
                $"the context {Excerpt.Of(url)} is not known here, and contexts are never fetched",
                "/@context"));
        }
        catch (JsonLdException fault)
        {
            shape.Add($"JSON-LD refuses the contexts: {fault.Message} ({fault.Code})", fault.Pointer ?? "/@context");
        }
    }

    private static JsonDocument Outline(JsonElement claims)
    {
        var text = new JsonObjectText();
        foreach (var name in s_read)
        {
            if (claims.TryGetProperty(name, out var value))
            {
                text.Add(Encoding.ASCII.GetBytes(name), JsonMarshal.GetRawUtf8Value(value));
            }
        }

        return text.ToDocument();
    }
}

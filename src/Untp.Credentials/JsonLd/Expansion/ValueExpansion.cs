using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>The algorithm of JSON-LD 1.1 API clause 5.3.2, Value Expansion. Step numbers are the specification's.</summary>
internal static class ValueExpansion
{
    /// <summary>A scalar of the document.</summary>
    public static ExpandedObject Expand(ActiveContext active, TermDefinition? property, JsonElement value, ProcessingRun run)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return Expand(active, property, value.GetString()!, run);
        }

        // 3, 4
        var result = new ExpandedObject { Has = Entries.Value, Json = value };
        SetDatatype(result, property);
        return result;
    }

    /// <summary>A string, which may be a key of an index map.</summary>
    public static ExpandedObject Expand(ActiveContext active, TermDefinition? property, string value, ProcessingRun run)
    {
        // 1, 2
        if (property is { Type: TypeMapping.Id or TypeMapping.Vocab })
        {
            var isTerm = property.Type == TypeMapping.Vocab;
            var iri = IriExpansion.Expand(active, value, documentRelative: true, vocab: isTerm);
            Report(iri, value, run);
            return new ExpandedObject { Has = Entries.Id, Id = iri };
        }

        // 3
        var result = new ExpandedObject { Has = Entries.Value, Text = value };

        // 4, 5
        if (!SetDatatype(result, property))
        {
            SetLanguage(result, property is { HasLanguage: true } ? property.Language : active.Language, run);
            SetDirection(result, property is { HasDirection: true } ? property.Direction : active.Direction, run);
        }

        return result;
    }

    /// <summary>An IRI that is none does not reach the RDF.</summary>
    public static void Report(string? iri, string written, ProcessingRun run)
    {
        if (run.Findings is { } findings && (iri is null || !(IriSyntax.IsBlankNode(iri) || IriSyntax.IsWellFormed(iri))))
        {
            findings.Add(FindingKind.RelativeIri, written, run);
        }
    }

    private static bool SetDatatype(ExpandedObject result, TermDefinition? property)
    {
        if (property is not { Type: TypeMapping.Datatype })
        {
            return false;
        }

        result.Has |= Entries.Type;
        result.Type = property.Datatype;
        return true;
    }

    private static void SetLanguage(ExpandedObject result, string? language, ProcessingRun run)
    {
        if (language is not null)
        {
            result.Has |= Entries.Language;
            result.Language = language;
            ReportLanguage(language, run);
        }
    }

    /// <summary>A value whose language tag is none does not reach the RDF.</summary>
    public static void ReportLanguage(string language, ProcessingRun run)
    {
        if (run.Findings is { } findings && !IriSyntax.IsLanguageTag(language))
        {
            findings.Add(FindingKind.DroppedValue, language, run);
        }
    }

    private static void SetDirection(ExpandedObject result, string? direction, ProcessingRun run)
    {
        if (direction is not null)
        {
            result.Has |= Entries.Direction;
            result.Direction = direction;
            ReportDirection(direction, run);
        }
    }

    /// <summary>Without rdfDirection, a direction does not reach the RDF.</summary>
    public static void ReportDirection(string direction, ProcessingRun run)
    {
        if (run.Options.RdfDirection == RdfDirection.None)
        {
            run.Findings?.Add(FindingKind.DroppedValue, direction, run);
        }
    }
}

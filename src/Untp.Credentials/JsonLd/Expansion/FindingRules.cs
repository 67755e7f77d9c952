using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>What is a finding. Nothing is looked at, and nothing paid, where nobody asks for findings.</summary>
internal static class FindingRules
{
    /// <summary>A member whose name has no RDF is dropped; one that has some without a term behind it is guessed.</summary>
    public static void ReportName(ExpandedName name, JsonProperty member, ActiveContext active, ProcessingRun run)
    {
        if (run.Findings is not { } findings || name.Term is not null)
        {
            return;
        }

        if (name.Iri is null || !IriSyntax.IsWellFormed(name.Iri))
        {
            findings.Add(FindingKind.UndefinedTerm, member.Name, run);
        }
        else if (name.Definition is null && !HasDefinedPrefix(member.Name, active))
        {
            findings.Add(FindingKind.GuessedTerm, member.Name, run);
        }
    }

    /// <summary>A type that is no IRI is dropped; one that only the vocabulary mapping makes one is guessed.</summary>
    public static void ReportType(ActiveContext typeScoped, string? type, string written, ProcessingRun run)
    {
        if (run.Findings is not { } findings || Keywords.Of(type) != Keyword.None)
        {
            return;
        }

        if (type is null || !IsTerm(type))
        {
            findings.Add(FindingKind.RelativeType, written, run);
        }
        else if (typeScoped.Find(written) is null && typeScoped.Vocab is { } vocab && type == vocab + written)
        {
            findings.Add(FindingKind.GuessedType, written, run);
        }
    }

    /// <summary>An identifier that is no IRI is dropped, with all that is said of it.</summary>
    public static void ReportIri(string? iri, string written, ProcessingRun run)
    {
        if (run.Findings is { } findings && (iri is null || !IsTerm(iri)))
        {
            findings.Add(FindingKind.RelativeIri, written, run);
        }
    }

    /// <summary>A value whose datatype is no IRI is dropped; one that is written beside the value is a type like others.</summary>
    public static void ReportDatatype(TermDefinition property, ProcessingRun run)
    {
        if (!property.IsDatatypeIri)
        {
            run.Findings?.Add(FindingKind.DroppedValue, property.Datatype!, run);
        }
    }

    /// <summary>A value whose language tag is none is dropped.</summary>
    public static void ReportLanguage(string language, ProcessingRun run)
    {
        if (run.Findings is { } findings && !IriSyntax.IsLanguageTag(language))
        {
            findings.Add(FindingKind.DroppedValue, language, run);
        }
    }

    /// <summary>Without rdfDirection, a direction is dropped.</summary>
    public static void ReportDirection(string direction, ProcessingRun run)
    {
        if (run.Options.RdfDirection == RdfDirection.None)
        {
            run.Findings?.Add(FindingKind.DroppedValue, direction, run);
        }
    }

    private static bool IsTerm(string iri) => IriSyntax.IsBlankNode(iri) || IriSyntax.IsWellFormed(iri);

    private static bool HasDefinedPrefix(string name, ActiveContext active) =>
        name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && active.Find(name.AsSpan(0, colon)) is { IsPrefix: true };
}

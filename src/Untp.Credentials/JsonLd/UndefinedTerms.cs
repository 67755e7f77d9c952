using System.Globalization;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// Finds what a credential's contexts give no meaning: terms and types that none of them defines, identifiers that are none, values that
/// say nothing. UNTP 0.7.0's contexts catch every unknown word by an @vocab, so that nothing else would notice a misspelling.
/// </summary>
internal sealed class UndefinedTerms(JsonLdProcessor jsonLd)
{
    /// <summary>One more is told: how many others there are.</summary>
    private const int MaxFindings = 50;

    /// <summary>The member of a product whose keys UNTP leaves to everybody.</summary>
    private static readonly byte[] s_openMember = [.. "characteristics"u8];

    private const string Title = "The contexts give it no meaning";
    private const string CatchAll = "a catch-all gives it a meaning, as it would to any misspelling";

    /// <summary>As signatures have it: text with a direction keeps it.</summary>
    private static readonly JsonLdOptions s_options = new() { RdfDirection = RdfDirection.I18nDatatype };

    /// <summary>
    /// Adds what is found to the problems or to the warnings. What does not reach the RDF is a problem where the proof covers nothing else;
    /// what was only guessed is a warning; on issue all is a problem.
    /// </summary>
    /// <param name="context">The credential, whose contexts are all known.</param>
    /// <param name="isExtended">Whether an extension may have named the keys that are open else.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="warnings">Where warnings go.</param>
    public void Find(CheckContext context, bool isExtended, List<Problem> problems, List<Problem> warnings)
    {
        var isRdfSigned = !SignedForm.CoversBytes(context.Credential);
        var found = new FindingList(MaxFindings) { OpenMember = isExtended ? null : s_openMember, TakesEmptyArrays = isRdfSigned };
        try
        {
            jsonLd.Find(context.Credential.Claims, found, s_options);
        }
        catch (JsonLdException fault)
        {
            problems.Add(new Problem(
                ProblemTypes.MalformedValue, "JSON-LD refuses the credential", $"{fault.Message} ({fault.Code})", fault.Pointer));
            return;
        }

        foreach (var finding in found.Items)
        {
            var isProblem = context.IsIssuing || (isRdfSigned && IsLost(finding.Kind));
            (isProblem ? problems : warnings).Add(Describe(finding, isRdfSigned));
        }

        if (found.Total > found.Items.Count)
        {
            // what was not kept may have been lost
            (context.IsIssuing || isRdfSigned ? problems : warnings).Add(Rest(found.Total - found.Items.Count));
        }
    }

    private static bool IsLost(FindingKind kind) =>
        kind is FindingKind.UndefinedTerm or FindingKind.RelativeType or FindingKind.RelativeIri or FindingKind.DroppedValue;

    private static Problem Describe(Finding finding, bool isRdfSigned)
    {
        var lost = isRdfSigned && IsLost(finding.Kind) ? "; the proof covers RDF, and so does not cover this" : "";
        return new Problem(
            ProblemTypes.MalformedValue, Title, Detail(finding.Kind, Excerpt.Of(finding.Detail)) + lost, finding.Pointer);
    }

    private static string Detail(FindingKind kind, string what) => kind switch
    {
        FindingKind.UndefinedTerm => $"the term {what} is defined by none of the credential's contexts",
        FindingKind.GuessedTerm =>
            $"the term {what} is defined by none of the credential's contexts: {CatchAll}",
        FindingKind.GuessedType =>
            $"the type {what} is defined by none of the credential's contexts: {CatchAll}",
        FindingKind.RelativeType => $"the type {what} is defined by none of the credential's contexts, and is no absolute IRI",
        FindingKind.RelativeIri => $"{what} is to be an absolute IRI",
        FindingKind.EmptyArray => "an array without items says nothing",
        _ => $"{what} cannot be said in RDF",
    };

    private static Problem Rest(int count) => new(
        ProblemTypes.MalformedValue,
        Title,
        string.Create(CultureInfo.InvariantCulture, $"{count} more findings of the kind are not listed"));
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Untp.Credentials.JsonLd.Rdf;
using Untp.Credentials.JsonLd.Reading;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// Brings JSON-LD into canonical N-Quads (RDFC-1.0) without loss: what JSON-LD would let fall is a fault (Data Integrity 1.0 clause
/// 2.4.3), because nobody would sign it. There is no base, and text with a direction keeps it (i18n datatypes). Safe to share.
/// </summary>
/// <param name="jsonLd">Reads documents.</param>
/// <param name="contexts">What is known of contexts that leave it open how they are read; null for nothing.</param>
internal sealed class CanonicalRdf(JsonLdProcessor jsonLd, IReadOnlyList<Artefact>? contexts = null)
{
    private const int MaxFindings = 3;

    private static readonly JsonLdOptions s_options = new() { RdfDirection = RdfDirection.I18nDatatype };

    private readonly SharedWords _words = new(contexts ?? []);

    /// <summary>
    /// What of a document could be read, by the names of its members, as something else than its RDF says. A document that JSON-LD
    /// refuses has no canonical form, and there is nothing more to be said of it here.
    /// </summary>
    public ReadingReport Read(JsonElement document)
    {
        if (PlainForm.FindFault(document) is { } fault)
        {
            return new ReadingReport([fault], []);
        }

        var rules = new ReadingRules(jsonLd.Contexts, new ProcessingRun(s_options, null), _words);
        try
        {
            rules.Read(document);
        }
        catch (JsonLdException)
        {
            // TryCanonicalize goes the same way, and names it
        }

        return rules.Report;
    }

    /// <summary>The canonical form; false, and the fault in one sentence, when there is none.</summary>
    public bool TryCanonicalize(
        JsonElement document, CancellationToken cancellationToken, out ReadOnlyMemory<byte> nquads, [NotNullWhen(false)] out string? fault)
    {
        nquads = default;
        var lost = new FindingList(MaxFindings, lossesOnly: true);
        try
        {
            var quads = jsonLd.ToRdf(document, lost, s_options);
            fault = Describe(lost);
            nquads = fault is null ? Rdfc10.Canonicalize(quads, Rdfc10Options.Default, cancellationToken).NQuads : default;
        }
        catch (JsonLdException refused)
        {
            fault = $"JSON-LD refuses it ({refused.Code}{At(refused.Pointer)}): {refused.Message}";
        }
        catch (Rdfc10Exception tooMuch)
        {
            fault = tooMuch.Message;
        }

        return fault is null;
    }

    private static string? Describe(FindingList lost) => lost.Total == 0
        ? null
        : $"part of it does not reach the RDF, so nobody signs it: {string.Join("; ", lost.Items.Select(Describe))}";

    private static string Describe(Finding finding) => $"{Excerpt.Of(finding.Detail)} ({finding.Kind}{At(finding.Pointer)})";

    private static string At(string? pointer) => string.IsNullOrEmpty(pointer) ? "" : $" at {Excerpt.Of(pointer)}";
}

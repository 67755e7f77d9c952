using System.Text.Json;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// Brings JSON-LD into canonical N-Quads (RDFC-1.0) without loss: what JSON-LD would let fall is a fault (Data Integrity 1.0 clause
/// 2.4.3), because nobody would sign it. There is no base, and text with a direction keeps it (i18n datatypes). Safe to share.
/// </summary>
internal sealed class CanonicalRdf(JsonLdProcessor jsonLd)
{
    private const int MaxFindings = 3;

    private static readonly JsonLdOptions s_options = new() { RdfDirection = RdfDirection.I18nDatatype };

    /// <summary>The canonical form; null, and the fault in one sentence, when there is none.</summary>
    public ReadOnlyMemory<byte>? Canonicalize(JsonElement document, CancellationToken cancellationToken, out string? fault)
    {
        var findings = new FindingList(MaxFindings);
        try
        {
            var quads = jsonLd.ToRdf(document, findings, s_options);
            fault = Describe(findings);
            return fault is null ? Rdfc10.Canonicalize(quads, Rdfc10Options.Default, cancellationToken).NQuads : null;
        }
        catch (JsonLdException refused)
        {
            fault = $"JSON-LD refuses it ({refused.Code}{At(refused.Pointer)}): {refused.Message}";
        }
        catch (Rdfc10Exception tooMuch)
        {
            fault = tooMuch.Message;
        }

        return null;
    }

    private static string? Describe(FindingList findings)
    {
        var lost = findings.Items.Where(f => f.Kind is not (FindingKind.GuessedTerm or FindingKind.GuessedType)).ToArray();
        return lost.Length == 0
            ? null
            : $"part of it does not reach the RDF, so it is not signed: {string.Join("; ", lost.Select(Describe))}";
    }

    private static string Describe(Finding finding) => $"{Excerpt.Of(finding.Detail)} ({finding.Kind}{At(finding.Pointer)})";

    private static string At(string? pointer) => string.IsNullOrEmpty(pointer) ? "" : $" at {Excerpt.Of(pointer)}";
}

using System.Diagnostics.CodeAnalysis;
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

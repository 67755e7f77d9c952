using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.JsonLd.Expansion;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// JSON-LD 1.1 expansion and conversion to RDF (JSON-LD 1.1 API). Contexts are compiled once and kept, so that the cost of a document
/// is the cost of the document. Nothing is fetched. Safe to share.
/// </summary>
/// <param name="source">Where contexts come from.</param>
/// <param name="defaults">How documents are processed unless told otherwise.</param>
internal sealed class JsonLdProcessor(ContextSource source, JsonLdOptions? defaults = null)
{
    private readonly JsonLdOptions _defaults = defaults ?? JsonLdOptions.Default;

    /// <summary>The contexts that are kept between documents.</summary>
    internal CompiledContexts Contexts { get; } = new(source);

    /// <summary>A document's expanded form, an array.</summary>
    /// <exception cref="JsonLdException">JSON-LD refuses the document.</exception>
    public JsonElement Expand(JsonElement document, FindingList? findings = null, JsonLdOptions? options = null)
    {
        var run = new ProcessingRun(options ?? _defaults, findings);
        return ExpandedJson.Write(new ExpansionAlgorithm(Contexts, run).ExpandDocument(document));
    }

    /// <summary>A document's quads, each once.</summary>
    /// <exception cref="JsonLdException">JSON-LD refuses the document.</exception>
    public List<RdfQuad> ToRdf(JsonElement document, FindingList? findings = null, JsonLdOptions? options = null)
    {
        var run = new ProcessingRun(options ?? _defaults, findings);
        var expanded = new ExpansionAlgorithm(Contexts, run).ExpandDocument(document);
        return new ToRdfConversion(run).Convert(expanded);
    }

    /// <summary>Fills a list with what expansion of a document lets fall or guesses; for a plain document found without expanding it.</summary>
    /// <exception cref="JsonLdException">JSON-LD refuses the document.</exception>
    public void Find(JsonElement document, FindingList findings, JsonLdOptions? options = null)
    {
        ProcessingRun NewRun(bool keepsPlace)
        {
            findings.Clear();
            return new ProcessingRun(options ?? _defaults, findings, keepsPlace);
        }

        if (HasNothingToFind(document, NewRun(keepsPlace: false))
            || new FindingsWalk(Contexts, NewRun(keepsPlace: true)).TryWalk(document))
        {
            return;
        }

        new ExpansionAlgorithm(Contexts, NewRun(keepsPlace: true)).ExpandDocument(document);
    }

    /// <summary>Most documents have nothing: where it would be is kept track of only when there is something.</summary>
    private bool HasNothingToFind(JsonElement document, ProcessingRun run)
    {
        try
        {
            return new FindingsWalk(Contexts, run).TryWalk(document) && run.Findings!.Met == 0;
        }
        catch (JsonLdException)
        {
            // refused once more, by a walk that can say where
            return false;
        }
    }
}

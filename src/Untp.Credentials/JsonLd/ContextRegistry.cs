using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// The contexts that are known: what <c>contexts/manifest.json</c> lists, each file checked and read once. Others are never fetched.
/// Safe to share.
/// </summary>
internal sealed class ContextRegistry
{
    private readonly FrozenDictionary<string, Artefact> _byUrl;
    private readonly FrozenDictionary<string, JsonElement> _documents;
    private readonly FrozenDictionary<string, Artefact[]> _byType;
    private readonly IReadOnlyList<VocabularyFamily> _families;

    /// <summary>Reads the embedded contexts.</summary>
    public ContextRegistry()
        : this(VocabularyFiles.Load("contexts", EmbeddedFiles.Read))
    {
    }

    /// <exception cref="InvalidDataException">A file is not a context.</exception>
    internal ContextRegistry(VocabularyFiles files)
    {
        var read = new ContextFiles(files.Files);
        Contexts = [.. files.Manifest.Entries.Where(entry => entry.Urls.Count > 0)];
        _families = files.Manifest.Families;
        _byUrl = Contexts
            .SelectMany(c => c.Urls.Select(url => KeyValuePair.Create(url, c)))
            .ToFrozenDictionary(StringComparer.Ordinal);
        var documents = Contexts.Select(c => c.File!).Distinct().ToDictionary(file => file, read.Read, StringComparer.Ordinal);
        _documents = _byUrl.ToFrozenDictionary(pair => pair.Key, pair => documents[pair.Value.File!], StringComparer.Ordinal);
        _byType = Contexts
            .SelectMany(c => c.Types.Select(type => (Type: type, Context: c)))
            .GroupBy(pair => pair.Type, pair => pair.Context, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Every context that a credential may name, in the manifest's order.</summary>
    public IReadOnlyList<Artefact> Contexts { get; }

    /// <summary>The context that is published at a URL, character by character.</summary>
    public bool TryGet(string url, [NotNullWhen(true)] out Artefact? context) => _byUrl.TryGetValue(url, out context);

    /// <summary>The document at a URL, whole: what was published there or our equivalent; null for a context that is not known.</summary>
    public JsonElement? Document(string url) => _documents.TryGetValue(url, out var document) ? document : null;

    /// <summary>The contexts that a credential names and that are known, each once.</summary>
    public HashSet<Artefact> KnownIn(Credential credential) =>
        credential.Contexts.Select(url => TryGet(url, out var context) ? context : null).OfType<Artefact>().ToHashSet();

    /// <summary>Whose vocabulary a URL belongs to, known or not; null when it is nobody's we know.</summary>
    public string? PublisherOf(string url) =>
        TryGet(url, out var context)
            ? context.Publisher
            : _families.FirstOrDefault(f => url.StartsWith(f.Prefix, StringComparison.Ordinal))?.Publisher;

    /// <summary>The contexts that define a credential type; empty when no context known does.</summary>
    public IReadOnlyList<Artefact> ContextsFor(string type) => _byType.TryGetValue(type, out var contexts) ? contexts : [];
}

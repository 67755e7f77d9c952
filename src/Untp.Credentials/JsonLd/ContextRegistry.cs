using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Untp.Credentials.JsonLd;

/// <summary>The contexts that are known: what <c>contexts/manifest.json</c> lists. Others are never fetched. Safe to share.</summary>
internal sealed class ContextRegistry
{
    private readonly FrozenDictionary<string, Artefact> _byUrl;
    private readonly FrozenDictionary<string, Artefact[]> _byType;
    private readonly IReadOnlyList<VocabularyFamily> _families;

    /// <summary>Reads the embedded manifest.</summary>
    public ContextRegistry()
        : this(Manifest.Parse(EmbeddedFiles.Read("contexts/manifest.json")))
    {
    }

    internal ContextRegistry(Manifest manifest)
    {
        Contexts = manifest.Entries;
        _families = manifest.Families;
        _byUrl = manifest.Entries
            .SelectMany(c => c.Urls.Select(url => KeyValuePair.Create(url, c)))
            .ToFrozenDictionary(StringComparer.Ordinal);
        _byType = manifest.Entries
            .SelectMany(c => c.Types.Select(type => (Type: type, Context: c)))
            .GroupBy(pair => pair.Type, pair => pair.Context, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Every context known, in the manifest's order.</summary>
    public IReadOnlyList<Artefact> Contexts { get; }

    /// <summary>The context that is published at a URL, character by character.</summary>
    public bool TryGet(string url, [NotNullWhen(true)] out Artefact? context) => _byUrl.TryGetValue(url, out context);

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

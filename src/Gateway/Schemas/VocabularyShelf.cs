using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Schemas;

/// <summary>The documents of the vocabulary by their paths here, and the list of them; made once.</summary>
internal sealed class VocabularyShelf
{
    private const string SchemaJson = "application/schema+json";

    private readonly FrozenDictionary<string, ServedDocument> _byPath;
    private readonly Lazy<ServedDocument> _list;

    public VocabularyShelf(Vocabulary vocabulary, Templates templates, PublicUrl url)
    {
        _byPath = vocabulary.Documents.ToFrozenDictionary(
            PathOf, document => new ServedDocument(document.Bytes, MediaTypeOf(document)), StringComparer.Ordinal);
        _list = new Lazy<ServedDocument>(() =>
        {
            var list = VocabularyListDocument.Of(vocabulary, templates, url);
            return new ServedDocument(Answer.Of(200, list, SchemasJson.Default.VocabularyListDocument).Body, Answer.Json);
        });
    }

    /// <summary>What is served; to be asked for only once the server has started.</summary>
    public ServedDocument List => _list.Value;

    /// <summary>The document at a path, such as <c>/schemas/untp/0.7.0/linkset.json</c>; null when there is none.</summary>
    public ServedDocument? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>Where a document is served.</summary>
    public static string PathOf(VocabularyDocument document) => document.Kind switch
    {
        VocabularyKind.Schema => $"/schemas/{document.Path}",
        VocabularyKind.Context => $"/contexts/{document.Path}",
        _ => $"/vocabulary/{document.Path}",
    };

    /// <summary>A page is JSON-LD when it has a context, a schema when it names its dialect, else JSON.</summary>
    private static string MediaTypeOf(VocabularyDocument document)
    {
        using var page = JsonDocument.Parse(document.Bytes);
        return document.Kind switch
        {
            VocabularyKind.Schema => SchemaJson,
            VocabularyKind.Context => MediaTypes.JsonLd,
            _ when page.RootElement.TryGetProperty("@context", out _) => MediaTypes.JsonLd,
            _ when page.RootElement.TryGetProperty("$schema", out _) => SchemaJson,
            _ => MediaTypes.Json,
        };
    }
}

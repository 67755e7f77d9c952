using System.Text.Json;
using System.Text.Json.Serialization;

namespace Untp.Credentials;

/// <summary>What <c>schemas/manifest.json</c> and <c>contexts/manifest.json</c> say.</summary>
internal sealed record Manifest
{
    /// <summary>Every artefact known, whether we carry a file for it or not.</summary>
    public required IReadOnlyList<Artefact> Entries { get; init; }

    /// <summary>Other documents that are known, such as vocabulary pages; listed like the entries, and neither schema nor context.</summary>
    public IReadOnlyList<Artefact> Documents { get => field ?? []; init; }

    /// <summary>Which URLs belong to which publisher, so that an unknown version can be told from an unknown vocabulary.</summary>
    public IReadOnlyList<VocabularyFamily> Families { get => field ?? []; init; }

    /// <summary>Everything that is listed.</summary>
    [JsonIgnore]
    public IEnumerable<Artefact> All => Entries.Concat(Documents);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ManifestJson.Default.Manifest) ?? throw new JsonException("a manifest is an object");
}

/// <summary>One published artefact.</summary>
internal sealed record Artefact
{
    /// <summary>Who published it.</summary>
    public required string Publisher { get; init; }

    /// <summary>Its version, as its publisher counts.</summary>
    public required string Version { get; init; }

    /// <summary>Where it is published.</summary>
    public IReadOnlyList<string> Urls { get => field ?? []; init; }

    /// <summary>The credential types that it is for; empty when it is for none in particular.</summary>
    public IReadOnlyList<string> Types { get => field ?? []; init; }

    /// <summary>The schema that this one adds to: a credential of one of <see cref="Types"/> has to follow both; null for a core.</summary>
    public SchemaName? Extends { get; init; }

    /// <summary>Whether it is for reading what others once issued, and no longer for issuing.</summary>
    public bool ReceiveOnly { get; init; }

    /// <summary>Under the schemas of this publisher and version: what passes though the published ones refuse it.</summary>
    public IReadOnlyList<Leniency> Leniencies { get => field ?? []; init; }

    /// <summary>Of a context: words that it gives one meaning although they are read as two.</summary>
    public IReadOnlyList<SharedMeaning> SharedMeanings { get => field ?? []; init; }

    /// <summary>Of a context: vocabularies whose words are written as IRIs as well, by its publisher's own samples.</summary>
    public IReadOnlyList<string> WordsAsIris { get => field ?? []; init; }

    /// <summary>Our equivalent, as a path beside the manifest; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of our file's bytes in lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>In an operator's manifest: whether it takes the place of what the library has for the same URLs and types.</summary>
    public bool Replaces { get; init; }

    /// <summary>
    /// Digests of the published bytes; several where several were published, written as one or as a list. None where the file itself is
    /// what is published.
    /// </summary>
    [JsonConverter(typeof(OneOrSeveralDigests))]
    public IReadOnlyList<PublishedDigests> Published { get => field ?? []; init; }
}

/// <summary>Digests of published bytes in lower-case hex.</summary>
/// <param name="Sha256">SHA-256.</param>
/// <param name="Sha384">SHA-384.</param>
public sealed record PublishedDigests(string Sha256, string Sha384)
{
    /// <summary>The digest by an algorithm of Subresource Integrity; null when it is not on record.</summary>
    internal string? Of(string? algorithm) => algorithm switch
    {
        "sha256" => Sha256,
        "sha384" => Sha384,
        _ => null,
    };
}

/// <summary>Names the schema of one credential type in one version.</summary>
/// <param name="Publisher">Whose vocabulary.</param>
/// <param name="Version">Its version, as its publisher counts.</param>
/// <param name="Type">The credential type.</param>
public sealed record SchemaName(string Publisher, string Version, string Type);

/// <summary>Words for one IRI, of which an RDF signature does not say which was written.</summary>
internal sealed record SharedMeaning(string Iri, IReadOnlyList<string> Words)
{
    /// <summary>Whether both are among them.</summary>
    public bool Covers(string iri, string word, string other) => iri == Iri && Words.Contains(word) && Words.Contains(other);
}

/// <summary>A value that is let pass, with a warning, though the published schema wants another kind.</summary>
/// <param name="Pointer">Where it may stand: JSON Pointer (RFC 6901).</param>
/// <param name="Kind">The kind of JSON value, such as <c>string</c>.</param>
/// <param name="Because">What the warning says.</param>
internal sealed record Leniency(string Pointer, JsonValueKind Kind, string Because);

/// <summary>A publisher's URLs begin so.</summary>
internal sealed record VocabularyFamily(string Publisher, string Prefix);

/// <summary>Reads one object for a list of one.</summary>
internal sealed class OneOrSeveralDigests : JsonConverter<IReadOnlyList<PublishedDigests>>
{
    public override IReadOnlyList<PublishedDigests>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartArray
            ? JsonSerializer.Deserialize(ref reader, ManifestJson.Default.IReadOnlyListPublishedDigests)
            : [JsonSerializer.Deserialize(ref reader, ManifestJson.Default.PublishedDigests)!];

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<PublishedDigests> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ManifestJson.Default.IReadOnlyListPublishedDigests);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(IReadOnlyList<PublishedDigests>))]
internal sealed partial class ManifestJson : JsonSerializerContext;

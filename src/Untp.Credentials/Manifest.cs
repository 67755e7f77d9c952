using System.Text.Json;
using System.Text.Json.Serialization;

namespace Untp.Credentials;

/// <summary>What <c>schemas/manifest.json</c> and <c>contexts/manifest.json</c> say.</summary>
internal sealed record Manifest
{
    /// <summary>Every artefact known, whether we carry a file for it or not.</summary>
    public required IReadOnlyList<Artefact> Entries { get; init; }

    /// <summary>Which URLs belong to which publisher, so that an unknown version can be told from an unknown vocabulary.</summary>
    public IReadOnlyList<VocabularyFamily> Families { get => field ?? []; init; }

    /// <summary>Documents that are neither schema nor context and are served all the same, such as a vocabulary or a scheme's criteria.</summary>
    public IReadOnlyList<Artefact> Documents { get => field ?? []; init; }

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

    /// <summary>Our equivalent, as a path beside the manifest; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of our file's bytes in lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Digests of the published bytes, for the record.</summary>
    public PublishedDigests? Published { get; init; }
}

/// <summary>Digests of published bytes in lower-case hex.</summary>
internal sealed record PublishedDigests(string Sha256, string Sha384);

/// <summary>Names the schema of one credential type in one version.</summary>
internal sealed record SchemaName(string Publisher, string Version, string Type);

/// <summary>A publisher's URLs begin so.</summary>
internal sealed record VocabularyFamily(string Publisher, string Prefix);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

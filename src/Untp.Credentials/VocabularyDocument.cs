using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Untp.Credentials;

/// <summary>What a document of the vocabulary is.</summary>
public enum VocabularyKind
{
    /// <summary>A JSON Schema.</summary>
    Schema,

    /// <summary>A JSON-LD context.</summary>
    Context,

    /// <summary>Another document, such as a vocabulary page.</summary>
    Page,
}

/// <summary>One document of the vocabulary, as a copy of it can be handed out.</summary>
public sealed class VocabularyDocument
{
    internal VocabularyDocument(VocabularyKind kind, Artefact entry, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        Path = entry.File!;
        Publisher = entry.Publisher;
        Version = entry.Version;
        Types = entry.Types;
        Extends = entry.Extends;
        IsForIssuing = !entry.ReceiveOnly;
        Urls = entry.Urls;
        Published = entry.Published;
        Bytes = bytes;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
    }

    /// <summary>What it is.</summary>
    public VocabularyKind Kind { get; }

    /// <summary>Its path beside the manifest that lists it, such as <c>untp/0.7.0/linkset.json</c>.</summary>
    public string Path { get; }

    /// <summary>Whose vocabulary.</summary>
    public string Publisher { get; }

    /// <summary>Its version, as its publisher counts.</summary>
    public string Version { get; }

    /// <summary>The types that it is for; empty when it is for none in particular.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The schema that it adds to; null for a core.</summary>
    public SchemaName? Extends { get; }

    /// <summary>Whether it is still issued by, and not only read.</summary>
    public bool IsForIssuing { get; }

    /// <summary>Where what it stands for is published.</summary>
    public IReadOnlyList<string> Urls { get; }

    /// <summary>Digests of what is published there, which need not be these bytes.</summary>
    public IReadOnlyList<PublishedDigests> Published { get; }

    /// <summary>The document in UTF-8: a schema or a page as the file has it, a context whole.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>SHA-256 of <see cref="Bytes"/> in lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Everything that both halves of the vocabulary list, schemas first, in the manifests' order.</summary>
    internal static IReadOnlyList<VocabularyDocument> ListOf(
        VocabularyFiles schemas, VocabularyFiles contexts, Func<string, JsonElement?> whole) =>
    [
        .. schemas.Manifest.Entries.Select(entry => OfFile(VocabularyKind.Schema, entry, schemas)),
        .. contexts.Manifest.Entries.Where(entry => entry.Urls.Count > 0).Select(entry => new VocabularyDocument(
            VocabularyKind.Context, entry, JsonMarshal.GetRawUtf8Value(whole(entry.Urls[0])!.Value).ToArray())),
        .. schemas.Manifest.Documents.Select(entry => OfFile(VocabularyKind.Page, entry, schemas)),
        .. contexts.Manifest.Documents.Select(entry => OfFile(VocabularyKind.Page, entry, contexts)),
    ];

    private static VocabularyDocument OfFile(VocabularyKind kind, Artefact entry, VocabularyFiles files) =>
        new(kind, entry, files.Files[entry.File!]);
}

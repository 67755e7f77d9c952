using System.Text.Json.Serialization;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Schemas;

/// <summary>What is served of the vocabulary.</summary>
/// <param name="Schemas">JSON Schemas, each type's newest version first.</param>
/// <param name="Contexts">JSON-LD contexts.</param>
/// <param name="Vocabulary">Pages about words and criteria.</param>
internal sealed record VocabularyListDocument(
    IReadOnlyList<SchemaItemDocument> Schemas,
    IReadOnlyList<ContextItemDocument> Contexts,
    IReadOnlyList<PageItemDocument> Vocabulary)
{
    public static VocabularyListDocument Of(Vocabulary vocabulary, Templates templates, PublicUrl url) => new(
        [.. Those(vocabulary, VocabularyKind.Schema).Select(schema => SchemaItemDocument.Of(schema, templates, url))],
        [.. Those(vocabulary, VocabularyKind.Context).Select(context => ContextItemDocument.Of(context, url))],
        [.. Those(vocabulary, VocabularyKind.Page).Select(page => PageItemDocument.Of(page, url))]);

    private static IEnumerable<VocabularyDocument> Those(Vocabulary vocabulary, VocabularyKind kind) =>
        vocabulary.Documents.Where(document => document.Kind == kind);
}

/// <summary>A JSON Schema.</summary>
/// <param name="Types">The types that it is for; none for a file of shared definitions.</param>
/// <param name="Publisher">Whose vocabulary.</param>
/// <param name="Version">Its version.</param>
/// <param name="Extends">The schema that it adds to: a credential has to follow both.</param>
/// <param name="Issuing">Whether drafts may be of this version; else it is for reading what others issued.</param>
/// <param name="Url">Our copy.</param>
/// <param name="Sha256">SHA-256 of our copy in lower-case hex.</param>
/// <param name="PublishedAt">The URLs of what it is equivalent to.</param>
/// <param name="PublishedDigests">The digests of what is published there, which has other bytes.</param>
/// <param name="Template">A minimal draft to start from, where there is one.</param>
internal sealed record SchemaItemDocument(
    IReadOnlyList<string> Types,
    string Publisher,
    string Version,
    SchemaName? Extends,
    bool Issuing,
    string Url,
    string Sha256,
    IReadOnlyList<string> PublishedAt,
    IReadOnlyList<PublishedDigests> PublishedDigests,
    string? Template)
{
    public static SchemaItemDocument Of(VocabularyDocument schema, Templates templates, PublicUrl url) => new(
        schema.Types,
        schema.Publisher,
        schema.Version,
        schema.Extends,
        schema.IsForIssuing,
        url.For(VocabularyShelf.PathOf(schema)),
        schema.Sha256,
        schema.Urls,
        schema.Published,
        schema.IsForIssuing && schema.Types.FirstOrDefault(templates.Types.Contains) is { } type
            ? url.For($"/schemas/{type}/template")
            : null);
}

/// <summary>A JSON-LD context.</summary>
/// <param name="Types">The credential types that it defines.</param>
/// <param name="Publisher">Whose vocabulary.</param>
/// <param name="Version">Its version.</param>
/// <param name="Url">Our copy.</param>
/// <param name="Sha256">SHA-256 of our copy in lower-case hex.</param>
/// <param name="PublishedAt">The URLs by which credentials name it.</param>
/// <param name="PublishedDigests">The digests of what is published there, which has other bytes.</param>
internal sealed record ContextItemDocument(
    IReadOnlyList<string> Types,
    string Publisher,
    string Version,
    string Url,
    string Sha256,
    IReadOnlyList<string> PublishedAt,
    IReadOnlyList<PublishedDigests> PublishedDigests)
{
    public static ContextItemDocument Of(VocabularyDocument context, PublicUrl url) => new(
        context.Types,
        context.Publisher,
        context.Version,
        url.For(VocabularyShelf.PathOf(context)),
        context.Sha256,
        context.Urls,
        context.Published);
}

/// <summary>Another document.</summary>
/// <param name="Publisher">Whose vocabulary.</param>
/// <param name="Version">Its version.</param>
/// <param name="Url">Our copy.</param>
/// <param name="Sha256">SHA-256 of our copy in lower-case hex.</param>
/// <param name="PublishedAt">The URLs that it stands for.</param>
internal sealed record PageItemDocument(string Publisher, string Version, string Url, string Sha256, IReadOnlyList<string> PublishedAt)
{
    public static PageItemDocument Of(VocabularyDocument page, PublicUrl url) =>
        new(page.Publisher, page.Version, url.For(VocabularyShelf.PathOf(page)), page.Sha256, page.Urls);
}

/// <summary>Our own messages of this slice, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VocabularyListDocument))]
internal sealed partial class SchemasJson : JsonSerializerContext;

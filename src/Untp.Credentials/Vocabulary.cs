using Untp.Credentials.JsonLd;
using Untp.Credentials.Readiness;
using Untp.Credentials.Schemas;

namespace Untp.Credentials;

/// <summary>
/// The schemas and contexts that are known: the library's, and an operator's own. Loaded, checked against their digests and compiled
/// once; nothing is ever fetched. Safe to share.
/// </summary>
public sealed class Vocabulary
{
    private Vocabulary(VocabularyFiles schemaFiles, VocabularyFiles contextFiles)
    {
        Contexts = new ContextRegistry(contextFiles);
        JsonLd = CompiledVocabulary.Compile(Contexts);
        Schemas = new SchemaRegistry(Contexts, schemaFiles);
        Published = PublishedResources.Of(contextFiles, schemaFiles);
        Readiness = new PassportReadiness(schemaFiles);
        Documents = VocabularyDocument.ListOf(schemaFiles, contextFiles, Contexts.Document);
        CanonicalRdf = new CanonicalRdf(JsonLd, Contexts.Contexts);
    }

    internal ContextRegistry Contexts { get; }

    /// <summary>Reads documents by these contexts, which are compiled.</summary>
    internal JsonLdProcessor JsonLd { get; }

    internal SchemaRegistry Schemas { get; }

    internal PublishedResources Published { get; }

    /// <summary>What regulation asks of a battery passport, row by row.</summary>
    public PassportReadiness Readiness { get; }

    /// <summary>Every document of it, to be listed and handed out.</summary>
    public IReadOnlyList<VocabularyDocument> Documents { get; }

    /// <summary>The credential types that are issued by a schema here, each once, the library's first.</summary>
    public IReadOnlyList<string> CredentialTypes =>
        [.. Schemas.Schemas.Where(s => !s.Entry.ReceiveOnly && Contexts.ContextsFor(s.Type).Count > 0).Select(s => s.Type).Distinct()];

    /// <summary>Brings such documents into canonical RDF.</summary>
    internal CanonicalRdf CanonicalRdf { get; }

    /// <summary>Loads the vocabulary.</summary>
    /// <param name="folder">
    /// An operator's folder with <c>schemas/manifest.json</c>, <c>contexts/manifest.json</c> or both, in the shape of the library's own;
    /// null for the library's alone.
    /// </param>
    /// <exception cref="InvalidDataException">A manifest or a file is not what it should be; the message names it.</exception>
    /// <exception cref="IOException">A file that a manifest lists cannot be read.</exception>
    public static Vocabulary Load(string? folder = null)
    {
        var contextFiles = VocabularyFiles.Load("contexts", EmbeddedFiles.Read, folder);
        return new Vocabulary(VocabularyFiles.Load("schemas", EmbeddedFiles.Read, folder), contextFiles);
    }
}

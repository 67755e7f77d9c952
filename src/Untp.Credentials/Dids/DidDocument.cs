using System.Text.Json;

namespace Untp.Credentials.Dids;

/// <summary>What a DID document (DID 1.0 clause 5) says that is of use here. Read-only and safe to share.</summary>
/// <param name="Id">The DID.</param>
/// <param name="VerificationMethods">Every method, whether listed by itself or embedded in a relationship; no two share an id.</param>
/// <param name="AssertionMethod">Absolute ids of those methods that may sign claims.</param>
/// <param name="Authentication">Absolute ids of those methods that may authenticate the subject.</param>
/// <param name="Services">The services; empty when there are none.</param>
/// <param name="AlsoKnownAs">Other identifiers that the document claims for its subject; claims, not facts.</param>
public sealed record DidDocument(
    string Id,
    IReadOnlyList<VerificationMethod> VerificationMethods,
    IReadOnlyList<string> AssertionMethod,
    IReadOnlyList<string> Authentication,
    IReadOnlyList<DidService> Services,
    IReadOnlyList<string> AlsoKnownAs)
{
    /// <summary>The document as it was read; null for one that follows from its DID.</summary>
    internal ReadOnlyMemory<byte>? Source { get; init; }

    /// <summary>Writes the document: as it was published, whatever else it holds, or as its method derives it from the DID.</summary>
    public void WriteTo(Utf8JsonWriter json) => DidDocumentWriter.Write(this, json);
}

using Untp.Credentials.JsonLd.Rdf.Canonicalization;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>What RDFC-1.0 makes of a dataset.</summary>
internal sealed class CanonicalDataset(ReadOnlyMemory<byte> nquads, IReadOnlyList<string> labels, IdentifierIssuer issuer)
{
    /// <summary>The serialised canonical form (clause 5), UTF-8.</summary>
    public ReadOnlyMemory<byte> NQuads => nquads;

    /// <summary>The issued identifiers map: the input's labels to canonical ones, both without <c>_:</c>.</summary>
    public IReadOnlyDictionary<string, string> BlankNodes() =>
        Enumerable.Range(0, labels.Count).ToDictionary(node => labels[node], issuer.IdentifierOf);
}

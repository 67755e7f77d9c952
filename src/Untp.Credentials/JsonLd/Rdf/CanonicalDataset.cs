using System.Globalization;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>What RDFC-1.0 makes of a dataset.</summary>
internal sealed class CanonicalDataset(ReadOnlyMemory<byte> nquads, IReadOnlyList<string> labels, int[] numbers)
{
    /// <summary>The serialised canonical form (clause 5), UTF-8.</summary>
    public ReadOnlyMemory<byte> NQuads => nquads;

    /// <summary>The issued identifiers map: the input's labels to canonical ones, both without <c>_:</c>.</summary>
    public IReadOnlyDictionary<string, string> BlankNodes() =>
        labels.Zip(numbers).ToDictionary(
            node => node.First,
            node => string.Create(CultureInfo.InvariantCulture, $"{Rdfc10.Prefix}{node.Second}"));
}

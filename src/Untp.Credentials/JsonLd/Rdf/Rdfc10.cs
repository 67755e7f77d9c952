using Untp.Credentials.JsonLd.Rdf.Canonicalization;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>
/// RDF Dataset Canonicalization (W3C Recommendation of 21 May 2024), the algorithm RDFC-1.0; the steps are those of its clause 4.4.3. The
/// clauses that it calls have a file each in <c>Canonicalization</c>.
/// </summary>
internal static class Rdfc10
{
    /// <summary>The canonical form of a dataset, in which statements may be repeated.</summary>
    /// <exception cref="Rdfc10Exception">It costs more than the options allow.</exception>
    /// <exception cref="ArgumentException">A term cannot be written (<see cref="NQuadsWriter"/>), or another hash is asked for.</exception>
    public static CanonicalDataset Canonicalize(IReadOnlyList<RdfQuad> quads, Rdfc10Options options, CancellationToken cancellationToken)
    {
        // 1, 2
        var digest = new Digest(options.HashAlgorithm);
        using var statements = new Statements();
        statements.Write(quads, options, cancellationToken);
        var mentions = new MentionSets(statements);

        // 3
        var firstDegree = new FirstDegreeHashes(statements, mentions, digest, cancellationToken);

        // 4, 5
        var issuer = new IdentifierIssuer("c14n", statements.Labels.Count);
        var work = new WorkLimit(options, cancellationToken);
        using var labels = new CanonicalLabels(statements, mentions, firstDegree, issuer, digest, work);
        labels.Issue();

        // 6, 7
        return new CanonicalDataset(CanonicalForm.Write(statements, issuer), statements.Labels, issuer);
    }
}

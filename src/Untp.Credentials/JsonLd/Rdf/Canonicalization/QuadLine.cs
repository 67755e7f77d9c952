namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>
/// A statement in the text of <see cref="Statements"/>, where each of its blank nodes is written <c>_:z</c>: where it stands, which blank
/// nodes it holds (-1 where it holds none), and where their <c>z</c> is.
/// </summary>
internal readonly record struct QuadLine
{
    public int Start { get; init; }

    public int End { get; init; }

    public int PredicateStart { get; init; }

    public int PredicateEnd { get; init; }

    public int Subject { get; init; }

    public int Object { get; init; }

    public int Graph { get; init; }

    public int SubjectLetter => Start + 2;

    public int ObjectLetter => PredicateEnd + 3;

    public int GraphLetter { get; init; }
}

namespace Untp.Credentials.JsonLd.Iris;

/// <summary>The components of RFC 3986 clause 3; query and fragment with their delimiter, so that an empty one is no absent one.</summary>
internal readonly ref struct IriParts
{
    public bool HasScheme { get; private init; }

    public bool HasAuthority { get; private init; }

    public ReadOnlySpan<char> Scheme { get; private init; }

    public ReadOnlySpan<char> Authority { get; private init; }

    public ReadOnlySpan<char> Path { get; private init; }

    public ReadOnlySpan<char> Query { get; private init; }

    public ReadOnlySpan<char> Fragment { get; private init; }

    /// <summary>Appendix B; a first segment that is no scheme belongs to the path.</summary>
    public static IriParts Split(ReadOnlySpan<char> iri)
    {
        var schemeLength = IriSyntax.SchemeLength(iri);
        var scheme = iri[..Math.Max(0, schemeLength)];
        var rest = schemeLength < 0 ? iri : iri[(schemeLength + 1)..];
        var fragment = Cut(ref rest, '#');
        var query = Cut(ref rest, '?');
        var hasAuthority = rest.StartsWith("//");
        var authority = ReadOnlySpan<char>.Empty;
        if (hasAuthority)
        {
            var end = rest[2..].IndexOf('/');
            authority = end < 0 ? rest[2..] : rest[2..(end + 2)];
            rest = rest[(authority.Length + 2)..];
        }

        return new IriParts
        {
            HasScheme = schemeLength >= 0,
            HasAuthority = hasAuthority,
            Scheme = scheme,
            Authority = authority,
            Path = rest,
            Query = query,
            Fragment = fragment,
        };
    }

    private static ReadOnlySpan<char> Cut(scoped ref ReadOnlySpan<char> rest, char delimiter)
    {
        var start = rest.IndexOf(delimiter);
        if (start < 0)
        {
            return default;
        }

        var cut = rest[start..];
        rest = rest[..start];
        return cut;
    }
}

using System.Text;

namespace Untp.Credentials.JsonLd.Iris;

/// <summary>
/// Resolution of references by the letter of RFC 3986 clause 5.2, nothing normalised (System.Uri would normalise), for IRIs too
/// (RFC 3987 clause 6.5).
/// </summary>
internal static class IriReference
{
    /// <summary>Clause 5.2.2; strict, and tolerant of a base that is not hierarchical.</summary>
    public static string Resolve(string baseIri, string reference)
    {
        var r = IriParts.Split(reference);
        if (r.HasScheme)
        {
            return Compose(r.Scheme, r.HasAuthority, r.Authority, RemoveDotSegments(r.Path), r.Query, r.Fragment);
        }

        var b = IriParts.Split(baseIri);
        if (r.HasAuthority)
        {
            return Compose(b.Scheme, true, r.Authority, RemoveDotSegments(r.Path), r.Query, r.Fragment);
        }

        if (r.Path.IsEmpty)
        {
            return Compose(b.Scheme, b.HasAuthority, b.Authority, b.Path.ToString(), r.Query.IsEmpty ? b.Query : r.Query, r.Fragment);
        }

        var path = r.Path[0] == '/' ? RemoveDotSegments(r.Path) : RemoveDotSegments(Merge(b, r.Path));
        return Compose(b.Scheme, b.HasAuthority, b.Authority, path, r.Query, r.Fragment);
    }

    /// <summary>Clause 5.2.3.</summary>
    private static string Merge(IriParts b, ReadOnlySpan<char> path) =>
        b.HasAuthority && b.Path.IsEmpty ? $"/{path}" : $"{b.Path[..(b.Path.LastIndexOf('/') + 1)]}{path}";

    /// <summary>Clause 5.2.4.</summary>
    private static string RemoveDotSegments(ReadOnlySpan<char> input)
    {
        if (input.IndexOf('.') < 0)
        {
            return input.ToString();
        }

        var output = new StringBuilder(input.Length);
        while (!input.IsEmpty)
        {
            if (input.StartsWith("../") || input.StartsWith("./")) // A
            {
                input = input[(input.IndexOf('/') + 1)..];
            }
            else if (input.StartsWith("/./") || input is "/.") // B
            {
                input = input.Length == 2 ? "/" : input[2..];
            }
            else if (input.StartsWith("/../") || input is "/..") // C
            {
                input = input.Length == 3 ? "/" : input[3..];
                RemoveLastSegment(output);
            }
            else if (input is "." or "..") // D
            {
                break;
            }
            else // E
            {
                var next = input[1..].IndexOf('/');
                var segment = next < 0 ? input : input[..(next + 1)];
                output.Append(segment);
                input = input[segment.Length..];
            }
        }

        return output.ToString();
    }

    private static void RemoveLastSegment(StringBuilder output)
    {
        var i = output.Length - 1;
        while (i > 0 && output[i] != '/')
        {
            i--;
        }

        output.Length = Math.Max(0, i);
    }

    /// <summary>Clause 5.3; query and fragment carry their own delimiters.</summary>
    private static string Compose(
        ReadOnlySpan<char> scheme,
        bool hasAuthority,
        ReadOnlySpan<char> authority,
        string path,
        ReadOnlySpan<char> query,
        ReadOnlySpan<char> fragment) =>
        $"{scheme}:{(hasAuthority ? "//" : "")}{authority}{path}{query}{fragment}";
}

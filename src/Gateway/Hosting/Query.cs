using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Hosting;

/// <summary>
/// The parameters of a request, read strictly: one that the route does not know is refused, because a misspelt <c>access</c> must not
/// silently mean its default; so is one that is repeated where it may not be, or not well encoded.
/// </summary>
internal sealed class Query
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    private Query()
    {
    }

    /// <summary>Reads the parameters.</summary>
    /// <param name="request">The request.</param>
    /// <param name="known">Names that may be given once.</param>
    /// <param name="repeatable">A name that may be given more than once; null for none.</param>
    /// <param name="query">The parameters.</param>
    /// <param name="refusal">The answer when there is a fault.</param>
    public static bool TryRead(
        HttpRequest request,
        ReadOnlySpan<string> known,
        string? repeatable,
        [NotNullWhen(true)] out Query? query,
        [NotNullWhen(false)] out Answer? refusal)
    {
        query = new Query();
        refusal = null;
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            refusal = query.Add(pair, known, repeatable);
            if (refusal is not null)
            {
                query = null;
                return false;
            }
        }

        return true;
    }

    /// <summary>The parameter's value; null when absent.</summary>
    public string? this[string name] => _values.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>All values of a repeatable parameter.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? values : [];

    private Answer? Add(QueryStringEnumerable.EncodedNameValuePair pair, ReadOnlySpan<string> known, string? repeatable)
    {
        if (!PercentEncoding.TryDecode(pair.EncodedName.Span, plusIsSpace: true, out var name)
            || (name != repeatable && !known.Contains(name)))
        {
            return Problems.InvalidParameter(name ?? "?", "this address knows no such parameter");
        }

        if (!PercentEncoding.TryDecode(pair.EncodedValue.Span, plusIsSpace: true, out var value))
        {
            return Problems.InvalidParameter(name, "the value is not percent-encoded UTF-8");
        }

        if (value.Contains('\0', StringComparison.Ordinal))
        {
            return Problems.InvalidParameter(name, "the value has U+0000, which no text of ours may have");
        }

        if (_values.TryGetValue(name, out var values) && name != repeatable)
        {
            return Problems.InvalidParameter(name, "the parameter may be given once");
        }

        (values ?? (_values[name] = [])).Add(value);
        return null;
    }
}

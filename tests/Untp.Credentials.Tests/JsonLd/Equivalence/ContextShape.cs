using System.Text.Json;

namespace Untp.Credentials.Tests.JsonLd.Equivalence;

/// <summary>
/// What a context says, whatever its order, its prefixes and the way it is written: a line for each term of each scope. An oracle beside
/// the processor, which knows only what these contexts use.
/// </summary>
internal sealed class ContextShape
{
    private readonly SortedDictionary<string, string> _terms = new(StringComparer.Ordinal);

    private ContextShape()
    {
    }

    /// <summary>Path of a term through the scopes it stands in, and what it is there.</summary>
    public IReadOnlyDictionary<string, string> Terms => _terms;

    public int Scopes { get; private set; }

    public static ContextShape Of(JsonElement document)
    {
        var shape = new ContextShape();
        shape.Read(document.GetProperty("@context"), "", []);
        return shape;
    }

    private void Read(JsonElement context, string path, Dictionary<string, string> prefixes)
    {
        Scopes++;
        if (context.ValueKind == JsonValueKind.Null)
        {
            _terms[path + "(null)"] = "";
            return;
        }

        prefixes = new(prefixes);
        var definitions = context.ValueKind == JsonValueKind.Array ? context.EnumerateArray().ToList() : [context];
        foreach (var term in definitions.SelectMany(definition => definition.EnumerateObject()).Where(IsPrefix))
        {
            prefixes[term.Name] = term.Value.GetString()!;
        }

        foreach (var definition in definitions)
        {
            var isProtected = definition.TryGetProperty("@protected", out var flag) && flag.GetBoolean();
            foreach (var term in definition.EnumerateObject())
            {
                Read(term, isProtected, path, prefixes);
            }
        }
    }

    private void Read(JsonProperty term, bool isProtected, string path, Dictionary<string, string> prefixes)
    {
        switch (term.Name)
        {
            case "@protected" or "@version":
                return;
            case "@vocab":
                _terms[path + "@vocab"] = term.Value.GetString()!;
                return;
            case ['@', ..]:
                throw new NotSupportedException(term.Name);
        }

        var text = new List<string> { IsPrefix(term) ? "prefix" : "" };
        if (term.Value.ValueKind == JsonValueKind.String)
        {
            text.Add(Iri(term.Value.GetString()!, prefixes));
        }
        else
        {
            foreach (var entry in term.Value.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                switch (entry.Name)
                {
                    case "@protected":
                        isProtected = entry.Value.GetBoolean();
                        break;
                    case "@id":
                        text.Insert(1, Iri(entry.Value.GetString()!, prefixes));
                        break;
                    case "@type":
                        text.Add("type " + Iri(entry.Value.GetString()!, prefixes));
                        break;
                    case "@container":
                        text.Add("container " + entry.Value.GetString());
                        break;
                    case "@context":
                        Read(entry.Value, $"{path}{term.Name}/", prefixes);
                        break;
                    default:
                        throw new NotSupportedException(entry.Name);
                }
            }
        }

        _terms.Add(path + term.Name, string.Join(' ', [.. text, isProtected ? "protected" : ""]));
    }

    /// <summary>A term that may stand before a colon (JSON-LD 1.1 API clause 4.2.2 step 14.2.5).</summary>
    private static bool IsPrefix(JsonProperty term) =>
        term.Name[0] != '@'
        && term.Value.ValueKind == JsonValueKind.String
        && ":/?#[]@".Contains(term.Value.GetString()![^1], StringComparison.Ordinal);

    private static string Iri(string text, Dictionary<string, string> prefixes)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && prefixes.TryGetValue(text[..colon], out var start) ? start + text[(colon + 1)..] : text;
    }
}

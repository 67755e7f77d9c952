using System.Text.Json;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>A context definition with its entries by name, and how far each term of it is defined (JSON-LD 1.1 API clause 4.1.2).</summary>
internal sealed class LocalDefinition
{
    private readonly Dictionary<string, JsonElement> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _defined = new(StringComparer.Ordinal);

    public LocalDefinition(JsonElement definition)
    {
        Merge(definition);
    }

    public IEnumerable<KeyValuePair<string, JsonElement>> Entries => _entries;

    public bool TryGet(string name, out JsonElement value) => _entries.TryGetValue(name, out value);

    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Entries of <paramref name="definition"/> take the place of those of the same name.</summary>
    public void Merge(JsonElement definition)
    {
        foreach (var member in definition.EnumerateObject())
        {
            _entries[member.Name] = member.Value;
        }
    }

    /// <summary>True: defined; false: being defined; null: neither.</summary>
    public bool? StateOf(string term) => _defined.TryGetValue(term, out var isDefined) ? isDefined : null;

    public void Mark(string term, bool isDefined) => _defined[term] = isDefined;
}

using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>Which of some names an object has, as bits, read in one pass over it.</summary>
internal sealed class MemberPresence
{
    /// <summary>Up to so many words of bits fit on the stack.</summary>
    internal const int FewWords = 4;

    private readonly Utf8Map<object> _byBytes;
    private readonly Dictionary<string, int> _byName;

    internal MemberPresence(IReadOnlyList<string> names)
    {
        _byName = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        _byBytes = new([.. _byName.Select(entry => KeyValuePair.Create(entry.Key, (object)entry.Value))]);
        Words = (names.Count + 63) / 64;
    }

    internal int Words { get; }

    internal void Read(JsonElement instance, Span<ulong> present)
    {
        foreach (var member in instance.EnumerateObject())
        {
            if (_byBytes.TryGet(JsonText.Utf8Name(member), out var found))
            {
                var position = (int)found;
                present[position >> 6] |= 1UL << position;
            }
        }
    }

    internal bool Has(string name, ReadOnlySpan<ulong> present)
    {
        var position = _byName[name];
        return (present[position >> 6] & (1UL << position)) != 0;
    }
}

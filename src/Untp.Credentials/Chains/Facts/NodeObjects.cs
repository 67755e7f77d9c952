using System.Text.Json;

namespace Untp.Credentials.Chains.Facts;

/// <summary>The objects of a member: the one that it is, or those of its array.</summary>
/// <param name="owner">What has the member.</param>
/// <param name="value">The member's value.</param>
/// <param name="name">The member's name; null when nobody asks where they stand.</param>
internal struct NodeObjects(Node owner, JsonElement value, string? name)
{
    private readonly bool _isArray = value.ValueKind == JsonValueKind.Array;
    private JsonElement.ArrayEnumerator _items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
    private int _index = -1;

    /// <summary>No more than so many.</summary>
    public readonly int Most => _isArray ? value.GetArrayLength() : value.ValueKind == JsonValueKind.Object ? 1 : 0;

    public Node Current { get; private set; }

    public readonly NodeObjects GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_isArray && _items.MoveNext())
        {
            _index++;
            if (_items.Current.ValueKind == JsonValueKind.Object)
            {
                Current = owner.At(_items.Current, name, _index);
                return true;
            }
        }

        if (_isArray || value.ValueKind != JsonValueKind.Object || _index == 0)
        {
            return false;
        }

        _index = 0;
        Current = owner.At(value, name, -1);
        return true;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Chains.Facts;

/// <summary>
/// Texts that come again and again in the credentials of a chain (issuers, units, names, places), each made once: what is remembered of ten
/// thousand credentials is then small. Tables of fixed size in which the newest replaces the older. Safe to share: who loses a race makes a
/// text that is there already.
/// </summary>
internal sealed class TextPool
{
    private const int Places = 1 << 13;
    private const int MaxLength = 256;

    private readonly string?[] _texts = new string?[Places];
    private readonly Step?[] _steps = new Step?[Places];

    /// <summary>Things, wherever they stand.</summary>
    public ReadOnce<Thing?> Things { get; } = new();

    /// <summary>Products, wherever they stand.</summary>
    public ReadOnce<ProductFacts?> Products { get; } = new();

    /// <summary>Lists of strings.</summary>
    public ReadOnce<string[]> Lists { get; } = new();

    /// <summary>What a JSON string says.</summary>
    public string Of(JsonElement text)
    {
        var utf8 = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        if (utf8.Length > MaxLength || utf8.Contains((byte)'\\'))
        {
            return text.GetString()!;
        }

        ref var place = ref _texts[SeededHash.Of(utf8) & (Places - 1)];
        var known = place;
        if (known is null || !Ascii.Equals(utf8, known))
        {
            place = known = text.GetString()!;
        }

        return known;
    }

    /// <summary>The pointer to a member, or to an item of it.</summary>
    /// <param name="pointer">The pointer to what has the member.</param>
    /// <param name="name">The member; a text of this program.</param>
    /// <param name="index">The item; less than 0 for the member itself.</param>
    public string Join(string pointer, string name, int index = -1)
    {
        var hash = HashCode.Combine(RuntimeHelpers.GetHashCode(pointer), RuntimeHelpers.GetHashCode(name), index);
        ref var place = ref _steps[hash & (Places - 1)];
        var known = place;
        if (known is null || known.Index != index || !ReferenceEquals(known.Name, name) || !ReferenceEquals(known.Pointer, pointer))
        {
            place = known = new Step(pointer, name, index, Node.Join(pointer, name, index));
        }

        return known.Text;
    }

    private sealed record Step(string Pointer, string Name, int Index, string Text);
}

using System.Diagnostics.CodeAnalysis;

namespace Gateway.Forwarding;

/// <summary>A member or item of a structured field (RFC 9651 clause 3).</summary>
/// <param name="Value">
/// A long, decimal, string, <see cref="StructuredToken"/>, byte array, bool or <see cref="DateTimeOffset"/>; for an inner list, a list of
/// items.
/// </param>
/// <param name="Parameters">Its parameters, in order; no name twice.</param>
internal sealed record StructuredItem(object Value, IReadOnlyList<KeyValuePair<string, object>> Parameters)
{
    /// <summary>The items of an inner list; null for what is none.</summary>
    public IReadOnlyList<StructuredItem>? List => Value as IReadOnlyList<StructuredItem>;

    /// <summary>The value of a parameter; null when absent.</summary>
    public object? this[string parameter] => Parameters.FirstOrDefault(p => p.Key == parameter).Value;
}

/// <summary>A token (clause 3.3.4), which is no string.</summary>
internal sealed record StructuredToken(string Text);

/// <summary>
/// Reads structured fields by the algorithms of RFC 9651 clause 4.2, which fail a field as a whole. One thing is stricter: a name that
/// comes twice is refused, where the algorithms let the last one win: who signs and who checks must not read two messages in one.
/// </summary>
internal static class StructuredFields
{
    private const int MaxLength = 16 << 10;

    /// <summary>Reads a dictionary (clause 4.2.2); false when the field is none.</summary>
    public static bool TryReadDictionary(string field, [NotNullWhen(true)] out Dictionary<string, StructuredItem>? members)
    {
        members = new(StringComparer.Ordinal);
        var reader = new StructuredFieldReader(field);
        if (field.Length <= MaxLength && TryReadMembers(ref reader, members))
        {
            return true;
        }

        members = null;
        return false;
    }

    // clause 4.2 steps 2 to 7, clause 4.2.2
    private static bool TryReadMembers(ref StructuredFieldReader reader, Dictionary<string, StructuredItem> members)
    {
        reader.SkipSpaces();
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadMember(out var key, out var member) || !members.TryAdd(key, member))
            {
                return false;
            }

            reader.SkipOptionalWhiteSpace();
            if (reader.IsAtEnd)
            {
                return true;
            }

            if (!reader.TryTake(','))
            {
                return false;
            }

            reader.SkipOptionalWhiteSpace();
            if (reader.IsAtEnd)
            {
                return false;
            }
        }

        return true;
    }
}

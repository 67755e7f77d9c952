using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials;

/// <summary>
/// Finds, in JSON that has been parsed, what System.Text.Json lets pass: a member named twice, half a surrogate pair, a number that
/// I-JSON cannot hold (RFC 7493 clauses 2.1 to 2.3). Cheaper than to have the parser refuse duplicates, and the fault has a place.
/// </summary>
internal static class StrictJsonWalk
{
    /// <summary>Integers beyond this have no exact double: 2^53 - 1 (RFC 7493 clause 2.2).</summary>
    private const long MaxSafeInteger = (1L << 53) - 1;

    /// <summary>Up to so many members, names are compared by fingerprint; beyond, by a set whose hash nobody can predict.</summary>
    private const int FewMembers = 24;

    /// <summary>Null when there is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="hasEscapes">Whether there is a backslash anywhere in the input.</param>
    public static Problem? FindFault(JsonElement value, bool hasEscapes) => value.ValueKind switch
    {
        JsonValueKind.Object => InObject(value, hasEscapes),
        JsonValueKind.Array => InArray(value, hasEscapes),
        JsonValueKind.Number when !CanBeHeld(JsonMarshal.GetRawUtf8Value(value)) =>
            StrictJson.Unreadable("the number is larger, smaller or more exact than a double can hold (RFC 7493 clause 2.2)", ""),
        JsonValueKind.String when hasEscapes && !IsWholeText(value) => HalfPair(),
        _ => null,
    };

    private static Problem? InArray(JsonElement array, bool hasEscapes)
    {
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (FindFault(item, hasEscapes) is { } fault)
            {
                return Under($"/{i}", fault);
            }

            i++;
        }

        return null;
    }

    private static Problem? InObject(JsonElement value, bool hasEscapes)
    {
        Span<ulong> fingerprints = stackalloc ulong[FewMembers];
        HashSet<string>? names = null;
        var count = 0;
        foreach (var member in value.EnumerateObject())
        {
            if (hasEscapes && !IsWholeName(member))
            {
                return HalfPair();
            }

            if (count == FewMembers)
            {
                names = Names(value, FewMembers);
            }

            if (names is null ? IsKnown(member, fingerprints, count, hasEscapes, value) : !names.Add(member.Name))
            {
                return Under(Pointer(member.Name), StrictJson.Unreadable($"the member {Excerpt.Of(member.Name)} is there twice", ""));
            }

            count++;
            if (FindFault(member.Value, hasEscapes) is { } fault)
            {
                return Under(Pointer(member.Name), fault);
            }
        }

        return null;
    }

    /// <summary>Equal fingerprints are rare or an attack: then the names themselves decide, few as they are.</summary>
    private static bool IsKnown(JsonProperty member, Span<ulong> fingerprints, int count, bool hasEscapes, JsonElement owner)
    {
        fingerprints[count] = Fingerprint(member, hasEscapes);
        return fingerprints[..count].Contains(fingerprints[count]) && Names(owner, count).Contains(member.Name);
    }

    private static HashSet<string> Names(JsonElement value, int count) =>
        new(value.EnumerateObject().Take(count).Select(m => m.Name), StringComparer.Ordinal);

    private static ulong Fingerprint(JsonProperty member, bool hasEscapes) =>
        SeededHash.Of(hasEscapes ? JsonText.Utf8Name(member) : JsonMarshal.GetRawUtf8PropertyName(member));

    /// <summary>System.Text.Json accepts half a pair when it parses, and throws when the string is read.</summary>
    private static bool IsWholeName(JsonProperty member)
    {
        try
        {
            return JsonMarshal.GetRawUtf8PropertyName(member).IndexOf("\\u"u8) < 0 || member.Name is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsWholeText(JsonElement text)
    {
        try
        {
            return JsonMarshal.GetRawUtf8Value(text).IndexOf("\\u"u8) < 0 || text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Problem HalfPair() => StrictJson.Unreadable("half a surrogate pair is escaped here: that is no Unicode character", "");

    /// <summary>Whether a double holds the number: an integer exactly, any other without overflow or underflow.</summary>
    private static bool CanBeHeld(ReadOnlySpan<byte> number)
    {
        if (number.Length <= 15 && number.IndexOfAny((byte)'e', (byte)'E') < 0)
        {
            return true;
        }

        if (number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return Utf8Parser.TryParse(number, out long integer, out _) && integer is >= -MaxSafeInteger and <= MaxSafeInteger;
        }

        return Utf8Parser.TryParse(number, out double value, out _)
            && double.IsFinite(value)
            && (value != 0 || !HasSignificantDigit(number));
    }

    private static bool HasSignificantDigit(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? number : number[..exponent]).IndexOfAnyInRange((byte)'1', (byte)'9') >= 0;
    }

    /// <summary>A place whose path is too long is not told.</summary>
    private static Problem Under(string step, Problem fault) =>
        fault with { Pointer = fault.Pointer?.Length + step.Length <= JsonPointer.Longest ? step + fault.Pointer : null };

    private static string Pointer(string name) =>
        "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

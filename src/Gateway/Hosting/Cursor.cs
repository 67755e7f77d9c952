using System.Buffers.Binary;
using System.Buffers.Text;

namespace Gateway.Hosting;

/// <summary>The place in a list where its next page starts, in a spelling that nobody is to look into.</summary>
internal static class Cursor
{
    public static string? Write(long? place)
    {
        if (place is not { } value)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for none; false for what <see cref="Write"/> did not write.</summary>
    public static bool TryRead(string? text, out long? place)
    {
        place = null;
        if (text is null)
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long)];
        if (text.Length != 11 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != sizeof(long))
        {
            return false;
        }

        place = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return place >= 0 && Write(place) == text;
    }
}

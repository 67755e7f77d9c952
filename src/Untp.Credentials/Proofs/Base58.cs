using System.Diagnostics.CodeAnalysis;

namespace Untp.Credentials.Proofs;

/// <summary>
/// Base58 with Bitcoin's alphabet, as Multibase's <c>z</c> means it. The method is quadratic, so texts beyond the length of any key or
/// signature are refused unread.
/// </summary>
internal static class Base58
{
    /// <summary>Letters of the longest text that is read: 93 bytes or so.</summary>
    public const int MaxLength = 128;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Decodes a text; false when it is too long or a letter is none of the alphabet's.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length > MaxLength)
        {
            return false;
        }

        // the number grows from the end of the buffer; a letter adds less than six bits
        Span<byte> buffer = stackalloc byte[MaxLength];
        var start = buffer.Length;
        foreach (var letter in text)
        {
            var carry = Alphabet.IndexOf(letter);
            if (carry < 0)
            {
                return false;
            }

            for (var i = buffer.Length - 1; i >= start || carry > 0; i--)
            {
                carry += 58 * (i >= start ? buffer[i] : 0);
                buffer[i] = (byte)carry;
                carry >>= 8;
                start = Math.Min(start, i);
            }
        }

        var zeros = CountLeading(text, Alphabet[0]);
        bytes = new byte[zeros + buffer.Length - start];
        buffer[start..].CopyTo(bytes.AsSpan(zeros));
        return true;
    }

    /// <summary>Encodes at most as many bytes as a text that can be read back holds.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, 93);
        Span<char> buffer = stackalloc char[MaxLength];
        Span<byte> digits = stackalloc byte[MaxLength];
        var start = digits.Length;
        foreach (var value in bytes)
        {
            int carry = value;
            for (var i = digits.Length - 1; i >= start || carry > 0; i--)
            {
                carry += 256 * (i >= start ? digits[i] : 0);
                digits[i] = (byte)(carry % 58);
                carry /= 58;
                start = Math.Min(start, i);
            }
        }

        var zeros = CountLeading(bytes, (byte)0);
        var length = zeros + digits.Length - start;
        buffer[..zeros].Fill(Alphabet[0]);
        for (var i = start; i < digits.Length; i++)
        {
            buffer[zeros + i - start] = Alphabet[digits[i]];
        }

        return new string(buffer[..length]);
    }

    private static int CountLeading<T>(ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>
    {
        var at = span.IndexOfAnyExcept(value);
        return at < 0 ? span.Length : at;
    }
}

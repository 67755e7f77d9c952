namespace Untp.Credentials;

/// <summary>What a stranger wrote, fit to be repeated in a report: short, and without control characters.</summary>
internal static class Excerpt
{
    private const int MaxLength = 200;

    public static string Of(string text)
    {
        if (text.Length <= MaxLength && IsFit(text))
        {
            return text;
        }

        var start = text.AsSpan(0, Math.Min(text.Length, MaxLength));
        var shown = string.Create(start.Length, start, (letters, source) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
            }
        });
        return text.Length > MaxLength ? $"{shown}… ({text.Length} characters)" : shown;
    }

    private static bool IsFit(ReadOnlySpan<char> text) =>
        !text.ContainsAnyInRange('\u0000', '\u001F')
        && !text.ContainsAnyInRange('\u007F', '\u009F')
        && !text.ContainsAnyInRange('\uD800', '\uDFFF');
}

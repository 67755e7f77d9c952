namespace Untp.Credentials;

/// <summary>What a message repeats of a stranger's text: enough to recognise it, not enough to fill a report.</summary>
internal static class Excerpt
{
    private const int MaxLength = 200;

    /// <summary>The text, or its beginning.</summary>
    public static string Of(string text) => text.Length <= MaxLength ? text : $"{text[..MaxLength]}…";
}

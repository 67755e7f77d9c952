using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>Says what was found, shortly and on one line.</summary>
internal static class Found
{
    private const int Longest = 60;

    internal static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.GetPropertyCount() == 0 ? "an empty object" : "an object",
        JsonValueKind.Array => string.Create(
            CultureInfo.InvariantCulture, $"an array of {value.GetArrayLength()} item{(value.GetArrayLength() == 1 ? "" : "s")}"),
        JsonValueKind.String => $"the string {Quote(JsonText.String(value), Longest)}",
        JsonValueKind.Number => $"the number {Shorten(JsonText.Raw(value), Longest)}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>The value as JSON, cut when long: for what a schema demands.</summary>
    internal static string Json(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Quote(JsonText.String(value), Longest * 2),
        JsonValueKind.Object => "the object that the schema gives",
        JsonValueKind.Array => "the array that the schema gives",
        _ => Shorten(JsonText.Raw(value), Longest),
    };

    internal static string Quote(string text, int longest) =>
        $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Shorten(text, longest))}\"";

    /// <summary>"a", "b" and 7 more: a list that stays on a line.</summary>
    internal static string List(IReadOnlyCollection<string> quoted, int most = 12)
    {
        var text = new StringBuilder().AppendJoin(", ", quoted.Take(most));
        return quoted.Count > most
            ? text.Append(CultureInfo.InvariantCulture, $" and {quoted.Count - most} more").ToString()
            : text.ToString();
    }

    private static string Shorten(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}

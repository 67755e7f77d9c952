using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>One step down: a member, or an item when <paramref name="Item"/> is not negative.</summary>
internal readonly record struct InstanceStep(JsonProperty Member, int Item);

/// <summary>Writes places in an instance for programs and for people.</summary>
internal static class InstancePath
{
    private const int LongestName = 60;

    /// <summary>JSON Pointer (RFC 6901); where it would be longer than a report bears, that to the nearest place above.</summary>
    internal static string ToPointer(List<InstanceStep> path)
    {
        var text = new StringBuilder();
        foreach (var step in path)
        {
            if (step.Item < 0 && JsonText.Utf8Name(step.Member).Length > JsonPointer.Longest)
            {
                break;
            }

            var token = step.Item < 0 ? JsonPointer.Escape(JsonText.Name(step.Member)) : Number(step.Item);
            if (text.Length + token.Length >= JsonPointer.Longest)
            {
                break;
            }

            text.Append('/').Append(token);
        }

        return text.ToString();
    }

    /// <summary>The way it is written in programs: <c>credentialSubject.idScheme.id</c>, <c>type[2]</c>, or "the document".</summary>
    internal static string Describe(List<InstanceStep> path)
    {
        if (path.Count == 0)
        {
            return "the document";
        }

        var text = new StringBuilder();
        foreach (var step in path)
        {
            if (step.Item >= 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step.Item}]");
                continue;
            }

            var name = JsonText.Name(step.Member);
            text.Append(IsPlain(name) ? $"{(text.Length == 0 ? "" : ".")}{name}" : $"[{Found.Quote(name, LongestName)}]");
        }

        return text.ToString();
    }

    private static string Number(int item) => item.ToString(CultureInfo.InvariantCulture);

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '@' or '$' or '-');
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Untp.Credentials;

/// <summary>
/// The one way in for JSON. Accepts what I-JSON (RFC 7493) allows and nothing else, so that no two readers can see two things in
/// the same bytes: UTF-8 without BOM, no duplicate member names, no lone surrogates, no number that a double cannot hold, nothing
/// after the value. Costs linear time and memory.
/// </summary>
public static class StrictJson
{
    /// <summary>Reads one JSON value; the document keeps <paramref name="utf8"/>, which must not change while it is in use.</summary>
    /// <param name="utf8">The whole input.</param>
    /// <param name="limits">Size and depth beyond which the input is refused.</param>
    /// <param name="document">The document; dispose of it.</param>
    /// <param name="problem">What is wrong, with type <see cref="ProblemTypes.Parsing"/>.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> utf8,
        ParsingLimits limits,
        [NotNullWhen(true)] out JsonDocument? document,
        [NotNullWhen(false)] out Problem? problem)
    {
        document = null;
        problem = FindFaultInBytes(utf8.Span, limits);
        if (problem is not null)
        {
            return false;
        }

        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = limits.MaxDepth });
        }
        catch (JsonException fault)
        {
            problem = Unreadable(Describe(fault));
            return false;
        }

        problem = StrictJsonWalk.FindFault(document.RootElement, utf8.Span.Contains((byte)'\\'));
        if (problem is not null)
        {
            document.Dispose();
            document = null;
        }

        return problem is null;
    }

    internal static Problem Unreadable(string detail, string? pointer = null) =>
        new(ProblemTypes.Parsing, "The input cannot be read", detail, pointer);

    private static Problem? FindFaultInBytes(ReadOnlySpan<byte> utf8, ParsingLimits limits)
    {
        if (utf8.Length > limits.MaxBytes)
        {
            return Unreadable($"the input has {utf8.Length} bytes; at most {limits.MaxBytes} are read");
        }

        return Utf8.IsValid(utf8) ? null : Unreadable("the input is not valid UTF-8");
    }

    private static string Describe(JsonException fault) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"not valid JSON at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: {FirstSentence(fault.Message)}");

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

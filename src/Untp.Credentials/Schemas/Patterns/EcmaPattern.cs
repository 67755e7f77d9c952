using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Untp.Credentials.Schemas.Patterns;

/// <summary>
/// A pattern of ECMA-262 that runs in linear time, whatever it is and whatever it is given: nothing is tried twice
/// (<see cref="RegexOptions.NonBacktracking"/>). Safe to share.
/// </summary>
internal sealed class EcmaPattern
{
    private const int ShortText = 256;
    private readonly Regex _regex;

    private EcmaPattern(string source, Regex regex)
    {
        Source = source;
        _regex = regex;
    }

    /// <summary>As the schema has it.</summary>
    internal string Source { get; }

    /// <exception cref="FormatException">It is no pattern, or cannot run in linear time; the message says which and why.</exception>
    internal static EcmaPattern Compile(string source)
    {
        var parser = new EcmaParser(source);
        var translated = parser.Parse();
        if (parser.Unsupported is { } construct)
        {
            throw new FormatException($"{construct} cannot run without backtracking, and patterns here never backtrack");
        }

        try
        {
            return new EcmaPattern(source, new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException)
        {
            throw new FormatException($"it is too large to run without backtracking ({fault.Message})", fault);
        }
    }

    /// <summary>Whether it is a pattern at all, be it one that <see cref="Compile"/> refuses.</summary>
    internal static bool IsPattern(string source)
    {
        try
        {
            new EcmaParser(source, isCheck: true).Parse();
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether it matches somewhere in the text.</summary>
    internal bool IsMatch(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= ShortText)
        {
            Span<char> few = stackalloc char[ShortText];
            return _regex.IsMatch(few[..Encoding.UTF8.GetChars(utf8, few)]);
        }

        var many = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            return _regex.IsMatch(many.AsSpan(0, Encoding.UTF8.GetChars(utf8, many)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(many);
        }
    }
}

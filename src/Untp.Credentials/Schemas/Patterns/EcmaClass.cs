namespace Untp.Credentials.Schemas.Patterns;

/// <summary>A character class (ECMA-262 clause 22.2.1, with the u flag).</summary>
internal static class EcmaClass
{
    /// <summary>Reads what follows the opening bracket, and the closing one.</summary>
    internal static CodePointSet Read(PatternText text)
    {
        var isNegated = text.Take("^");
        var ranges = new List<(int, int)>();
        while (!text.Take("]"))
        {
            var from = ReadAtom(text);
            if (text.Peek() != '-')
            {
                ranges.AddRange(from.Ranges);
                continue;
            }

            text.Next();
            if (text.Peek() == ']')
            {
                ranges.AddRange([.. from.Ranges, ('-', '-')]);
                continue;
            }

            ranges.Add(Range(text, from, ReadAtom(text)));
        }

        var set = new CodePointSet(ranges);
        return isNegated ? set.Without() : set;
    }

    private static (int From, int To) Range(PatternText text, CodePointSet from, CodePointSet to)
    {
        if (from.Ranges is not [var first] || to.Ranges is not [var last] || first.From != first.To || last.From != last.To)
        {
            throw text.Fault("a range goes from one character to another");
        }

        return first.From <= last.To ? (first.From, last.To) : throw text.Fault("a range goes from lower to higher");
    }

    private static CodePointSet ReadAtom(PatternText text)
    {
        if (text.Take("\\"))
        {
            return EcmaEscapes.ReadClass(text) ?? Single(EcmaEscapes.ReadCharacter(text, isInClass: true));
        }

        return Single(text.Next());
    }

    private static CodePointSet Single(int character) => new([(character, character)]);
}

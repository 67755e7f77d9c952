using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>The algorithm of JSON-LD 1.1 API clause 5.2.2, IRI Expansion. Step numbers are the specification's.</summary>
internal static class IriExpansion
{
    /// <summary>An IRI, a blank node identifier, a keyword, a relative reference, or null for what is to be ignored.</summary>
    /// <param name="active">The active context.</param>
    /// <param name="value">What to expand.</param>
    /// <param name="documentRelative">Whether it may be relative to the base.</param>
    /// <param name="vocab">Whether it may be a term or relative to the vocabulary.</param>
    /// <param name="creation">While a context is processed: makes terms that are needed first.</param>
    public static string? Expand(ActiveContext active, string value, bool documentRelative, bool vocab, TermCreation? creation = null)
    {
        // 1
        if (Keywords.Of(value) != Keyword.None)
        {
            return value;
        }

        // 2
        if (Keywords.HasForm(value))
        {
            return null;
        }

        // 3
        creation?.EnsureCreated(value);

        // 4, 5
        if ((vocab || active.Terms.MayBeKeyword(value.Length))
            && active.Find(value) is { } definition
            && (vocab || definition.Keyword != Keyword.None))
        {
            return definition.Iri;
        }

        // 6
        if (value.IndexOf(':', Math.Min(1, value.Length)) is > 0 and var colon && ExpandCompact(active, value, colon, creation) is { } iri)
        {
            return iri;
        }

        // 7
        if (vocab && active.Vocab is not null)
        {
            return active.Vocab + value;
        }

        // 8, 9
        return documentRelative && active.Base is not null ? IriReference.Resolve(active.Base, value) : value;
    }

    private static string? ExpandCompact(ActiveContext active, string value, int colon, TermCreation? creation)
    {
        // 6.1, 6.2
        var prefix = value.AsSpan(0, colon);
        var suffix = value.AsSpan(colon + 1);
        if (prefix is "_" || suffix.StartsWith("//"))
        {
            return value;
        }

        // 6.3
        creation?.EnsureCreated(prefix.ToString());

        // 6.4
        if (active.Find(prefix) is { Iri: not null, IsPrefix: true } definition)
        {
            return string.Concat(definition.Iri, suffix);
        }

        // 6.5
        return IriSyntax.HasIriForm(value) ? value : null;
    }
}

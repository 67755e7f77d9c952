using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Untp.Credentials.JsonLd.Contexts;

namespace Untp.Credentials.JsonLd.Reading;

/// <summary>
/// Which IRIs an active context has several words for. Made once for a context, as contexts are kept between documents. Safe to share.
/// </summary>
/// <param name="contexts">Those that are known to leave open how words are read.</param>
internal sealed class SharedWords(IReadOnlyList<Artefact> contexts)
{
    private readonly SharedMeaning[] _meanings = [.. contexts.SelectMany(context => context.SharedMeanings)];

    private readonly FrozenSet<string> _asIris =
        contexts.SelectMany(context => context.WordsAsIris).ToFrozenSet(StringComparer.Ordinal);

    private readonly ConditionalWeakTable<ActiveContext, Dictionary<string, TermDefinition[]>> _shared = [];
    private readonly ConditionalWeakTable<ActiveContext, HashSet<string>> _all = [];

    /// <summary>The terms for an IRI, where there are several or the vocabulary mapping makes it of another word.</summary>
    public IReadOnlyList<TermDefinition> For(ActiveContext active, string iri) =>
        _shared.GetValue(active, Collect).GetValueOrDefault(iri) ?? [];

    /// <summary>Whether there is a term for an IRI.</summary>
    public bool HasTerm(ActiveContext active, string iri) =>
        _all.GetValue(active, static context => [.. Words(context).Select(term => term.Iri!)]).Contains(iri);

    /// <summary>Whether two terms for an IRI are known to be read as two.</summary>
    public bool AreListed(string iri, string word, string other) => _meanings.Any(meaning => meaning.Covers(iri, word, other));

    /// <summary>Whether words of a vocabulary are known to be written as IRIs as well.</summary>
    public bool AreAlsoIris(string vocab) => _asIris.Contains(vocab);

    private static Dictionary<string, TermDefinition[]> Collect(ActiveContext active) => Words(active)
        .GroupBy(term => term.Iri!, StringComparer.Ordinal)
        .Where(terms => terms.Skip(1).Any() || (active.Vocab is { } vocab && terms.Key.StartsWith(vocab, StringComparison.Ordinal)))
        .ToDictionary(terms => terms.Key, terms => terms.ToArray(), StringComparer.Ordinal);

    private static IEnumerable<TermDefinition> Words(ActiveContext active) =>
        active.Terms.Definitions().Where(term => term.Iri is not null && term.Keyword == Keyword.None);
}

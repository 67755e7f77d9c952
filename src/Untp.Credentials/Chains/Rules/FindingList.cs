namespace Untp.Credentials.Chains.Rules;

/// <summary>Collects findings; what a rule says in the same words of several places is one finding.</summary>
internal sealed class FindingList
{
    private readonly OrderedDictionary<(string Rule, FindingVerdict Verdict, string Sentence), OrderedDictionary<Place, bool>> _found = [];

    private ((string Rule, FindingVerdict Verdict, string Sentence) Key, OrderedDictionary<Place, bool> Places) _last = (default, []);

    /// <summary>Everything found, faults first, in the order of the rules.</summary>
    public IReadOnlyList<Finding> All =>
        [.. _found.Select(f => new Finding(f.Key.Rule, f.Key.Verdict, f.Key.Sentence, [.. f.Value.Keys])).OrderBy(f => Rank(f.Verdict))];

    /// <summary>The credentials that a fault was found with, or that bear it out.</summary>
    public HashSet<string> CredentialsAtFault =>
        [.. _found.Where(f => f.Key.Verdict == FindingVerdict.Failed).SelectMany(f => f.Value.Keys).Select(place => place.Credential)];

    /// <summary>Takes over what another list has; of a rule that is in one of them only.</summary>
    public void Append(FindingList other)
    {
        foreach (var (key, places) in other._found)
        {
            _found.Add(key, places);
        }
    }

    public void Add(string rule, FindingVerdict verdict, string sentence, params IEnumerable<Place> restsOn)
    {
        var places = PlacesOf((rule, verdict, sentence));
        foreach (var place in restsOn)
        {
            places.TryAdd(place, true);
        }
    }

    public void Passed(string rule, string sentence, params IEnumerable<Place> restsOn) =>
        Add(rule, FindingVerdict.Passed, sentence, restsOn);

    /// <summary>What passes at one place: most of what there is to say.</summary>
    public void Passed(string rule, string sentence, Place restsOn) =>
        PlacesOf((rule, FindingVerdict.Passed, sentence)).TryAdd(restsOn, true);

    public void Failed(string rule, string sentence, params IEnumerable<Place> restsOn) =>
        Add(rule, FindingVerdict.Failed, sentence, restsOn);

    public void Undecided(string rule, string sentence, params IEnumerable<Place> restsOn) =>
        Add(rule, FindingVerdict.Undecided, sentence, restsOn);

    /// <summary>Says that a rule had nothing to judge, when it said nothing else.</summary>
    public void NotApplicableUnlessFound(string rule, string sentence)
    {
        if (!_found.Keys.Any(k => k.Rule == rule))
        {
            Add(rule, FindingVerdict.NotApplicable, sentence);
        }
    }

    /// <summary>Mostly it is said again what was said before.</summary>
    private OrderedDictionary<Place, bool> PlacesOf((string Rule, FindingVerdict Verdict, string Sentence) key)
    {
        if (_last.Key != key)
        {
            if (!_found.TryGetValue(key, out var places))
            {
                _found[key] = places = [];
            }

            _last = (key, places);
        }

        return _last.Places;
    }

    private static int Rank(FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Failed => 0,
        FindingVerdict.Undecided => 1,
        FindingVerdict.Passed => 2,
        _ => 3,
    };
}

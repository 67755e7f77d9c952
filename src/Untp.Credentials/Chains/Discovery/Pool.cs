namespace Untp.Credentials.Chains.Discovery;

/// <summary>Documents that were read and to which nothing has led yet, by the questions that they answer.</summary>
internal sealed class Pool
{
    private readonly Dictionary<Sought, List<Candidate>> _byAnswer = [];
    private readonly OrderedDictionary<string, Candidate> _all = new(StringComparer.Ordinal);

    /// <summary>What nothing has led to.</summary>
    public IEnumerable<Candidate> Left => _all.Values;

    /// <summary>Adds a document whose facts are known; the first of equal ones stays.</summary>
    public void Add(Candidate candidate)
    {
        if (!_all.TryAdd(candidate.Digest, candidate))
        {
            return;
        }

        foreach (var answer in candidate.Facts!.Answers)
        {
            if (!_byAnswer.TryGetValue(answer, out var list))
            {
                _byAnswer[answer] = list = [];
            }

            list.Add(candidate);
        }
    }

    /// <summary>Takes out what answers a question.</summary>
    public IReadOnlyList<Candidate> Take(Want want)
    {
        if (!_byAnswer.TryGetValue(want.Sought, out var list))
        {
            return [];
        }

        var taken = list.Where(c => _all.Remove(c.Digest)).Select(c => c with { Want = want }).ToList();
        _byAnswer.Remove(want.Sought);
        return taken;
    }
}

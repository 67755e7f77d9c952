namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>Ties the proofs of a document together by <c>id</c> and <c>previousProof</c> (Data Integrity 1.0 clauses 2.1.2 and 4.5).</summary>
internal static class ProofChains
{
    /// <summary>Clause 4.5 step 3.2 for every proof; those with an id of others, an unknown reference, or in a circle, fail.</summary>
    public static void Link(IReadOnlyList<ProofTrial> trials)
    {
        var byId = IndexById(trials);
        foreach (var trial in trials)
        {
            Match(trial, trials, byId);
        }

        foreach (var trial in trials)
        {
            if (trial.IsOpen && Reaches(trial, trial, []))
            {
                trial.Fail("its previousProof leads back to itself");
            }
        }
    }

    /// <summary>
    /// A proof holds only when those that it builds on do: each verdict that is passed is lowered to the worst of theirs.
    /// </summary>
    public static void Propagate(IReadOnlyList<ProofTrial> trials)
    {
        // at most as many rounds as the longest chain has links
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach (var trial in trials.Where(t => t.Verdict == Verdict.Passed))
            {
                if (trial.Previous.Find(p => p.Verdict != Verdict.Passed) is not null)
                {
                    Lower(trial);
                    isChanged = true;
                }
            }
        }
    }

    private static void Lower(ProofTrial trial)
    {
        const string Reason = "a proof that it builds on does not hold";
        if (trial.Previous.Exists(p => p.Verdict == Verdict.Failed))
        {
            trial.Fail(Reason);
        }
        else
        {
            trial.Skip("a proof that it builds on could not be verified");
        }
    }

    private static Dictionary<string, ProofTrial> IndexById(IReadOnlyList<ProofTrial> trials)
    {
        var byId = new Dictionary<string, ProofTrial>(StringComparer.Ordinal);
        foreach (var trial in trials)
        {
            if (trial.Proof?.Id is { } id && !byId.TryAdd(id, trial))
            {
                trial.Fail($"another proof has the same id {Excerpt.Of(id)}");
                byId[id].Fail($"another proof has the same id {Excerpt.Of(id)}");
            }
        }

        return byId;
    }

    private static void Match(ProofTrial trial, IReadOnlyList<ProofTrial> trials, Dictionary<string, ProofTrial> byId)
    {
        if (trial.Proof is not { PreviousProof.Count: > 0 } proof)
        {
            return;
        }

        var wanted = new HashSet<string>(proof.PreviousProof, StringComparer.Ordinal);
        if (wanted.FirstOrDefault(id => !byId.ContainsKey(id)) is { } unknown)
        {
            trial.Fail($"its previousProof {Excerpt.Of(unknown)} is the id of no proof of this document that can be read");
            return;
        }

        // in the order in which the document has them
        trial.Previous.AddRange(trials.Where(t => t.Proof?.Id is { } id && wanted.Contains(id)));
    }

    private static bool Reaches(ProofTrial from, ProofTrial target, HashSet<ProofTrial> seen) =>
        from.Previous.Exists(p => p == target || (seen.Add(p) && Reaches(p, target, seen)));
}

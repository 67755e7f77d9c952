using System.Globalization;
using System.Runtime.InteropServices;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>
/// Finds the credentials of a chain, wave by wave: what the last wave made known is looked for among what was supplied, then among what
/// is kept, then beyond this host; read and verified on all processors; and, where genuine, expanded into the next wave.
/// </summary>
internal sealed class Walk(
    ChainRequest request,
    IKeptCredentials? kept,
    BudgetedFetcher fetcher,
    CredentialReading reading,
    SignerKeys keys,
    IProgress<ChainProgress>? progress)
{
    private const int KeptBatch = 256;
    private const int ProgressEvery = 25;

    /// <summary>What was looked for, this wave included: not changed while credentials are read.</summary>
    private readonly HashSet<Sought> _sought = [];
    private readonly HashSet<Sought> _answered = [];
    private readonly OrderedDictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Member> _byLocation = new(StringComparer.Ordinal);
    private readonly Pool _pool = new();
    private readonly List<(Want Want, string Reason)> _broken = [];
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly Lock _taking = new();
    private OrderedDictionary<Sought, Want> _next = [];
    private int _found;
    private int _verified;

    /// <summary>How many processors the audit may use.</summary>
    public int Processors { get; } = request.Budgets.MaxParallel > 0 ? request.Budgets.MaxParallel : Environment.ProcessorCount;

    /// <summary>Walks until nothing new is known or a budget ends.</summary>
    /// <param name="outOfTime">Cancelled when the time of the budget is over.</param>
    /// <param name="caller">Cancelled when nobody waits any more.</param>
    public async Task<Discovered> RunAsync(CancellationToken outOfTime, CancellationToken caller)
    {
        await ReadSuppliedAsync(outOfTime, caller).ConfigureAwait(false);
        await ReadAsync([.. StartDocuments()], outOfTime, caller).ConfigureAwait(false);
        StartIdentifiers().ToList().ForEach(LookFor);
        while (_next.Count > 0 && !outOfTime.IsCancellationRequested)
        {
            var wave = _next.Values.ToList();
            _sought.UnionWith(_next.Keys);
            _next = [];
            await WaveAsync(wave, outOfTime, caller).ConfigureAwait(false);
        }

        caller.ThrowIfCancellationRequested();
        return Conclude(outOfTime.IsCancellationRequested);
    }

    private IEnumerable<Candidate> StartDocuments() => request.Start.Select(s => s.Document).OfType<ChainDocument>()
        .Select(d => Candidate.Of(d.Bytes, d.MediaType, NoWant, CredentialSource.Request, d.Location));

    private IEnumerable<Want> StartIdentifiers() => request.Start.Select(s => s.Identifier).OfType<string>()
        .SelectMany(id => Enum.GetValues<SoughtKind>().Select(kind => new Want(new Sought(id, kind), 0, CredentialSource.Link, null)));

    private static Want NoWant => new(new Sought("", SoughtKind.Credential), 0, CredentialSource.Request, null);

    /// <summary>What was supplied is read, so that it is known what it answers, and verified once something leads to it.</summary>
    private async Task ReadSuppliedAsync(CancellationToken outOfTime, CancellationToken caller)
    {
        var supplied = request.Supplied
            .Select(d => Candidate.Of(d.Bytes, d.MediaType, NoWant, CredentialSource.Request, d.Location))
            .DistinctBy(c => c.Digest).ToList();
        await ReadAllAsync(supplied, (_, _) => false, outOfTime, caller).ConfigureAwait(false);
    }

    /// <summary>Looks for it in the next wave, if it is new and near enough.</summary>
    private void LookFor(Want want)
    {
        if (!IsLookedFor(want.Sought))
        {
            LookForNew(want);
        }
    }

    private bool IsLookedFor(Sought sought) => _sought.Contains(sought) || _next.ContainsKey(sought);

    private void LookForNew(Want want)
    {
        if (want.Depth <= request.Budgets.MaxDepth)
        {
            _next.Add(want.Sought, want);
        }
        else
        {
            _ended.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"what is more than {request.Budgets.MaxDepth} steps from the start was not looked for, which is the limit of depth"));
        }
    }

    private async Task WaveAsync(List<Want> wave, CancellationToken outOfTime, CancellationToken caller)
    {
        var supplied = wave.SelectMany(_pool.Take).ToList();
        var answered = supplied.Select(c => c.Facts!.Id).ToHashSet();
        var asked = wave.Where(w => w.Sought.Kind != SoughtKind.Credential || !answered.Contains(w.Identifier)).ToList();
        var held = await FindKeptAsync(asked, caller).ConfigureAwait(false);
        await ReadAsync([.. supplied, .. held], outOfTime, caller).ConfigureAwait(false);
        var open = wave.Where(w => !IsAnswered(w) || (request.IsRemote && w.Sought.Kind == SoughtKind.Product)).ToList();
        if (!request.IsRemote)
        {
            _broken.AddRange(open.Where(w => w.IsLink).Select(w => (w, "it is not held here, and links are not followed to other hosts")));
            return;
        }

        var remote = new RemoteDiscovery(fetcher, keys, Processors);
        var found = await remote.FollowAsync(open, outOfTime).ConfigureAwait(false);
        _broken.AddRange(found.SelectMany(f => f.Broken));
        found.SelectMany(f => f.Wants).ToList().ForEach(LookFor);
        await ReadAsync([.. found.SelectMany(f => f.Candidates)], outOfTime, caller).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether what would be looked for elsewhere is known: for a thing, who it is and not merely that somebody judged it. Of a product
    /// there may always be more to know.
    /// </summary>
    private bool IsAnswered(Want want) =>
        _answered.Contains(want.Sought)
        || _byLocation.ContainsKey(want.Identifier)
        || request.Policy.TrustAnchors.Contains(want.Identifier);

    private async Task<List<Candidate>> FindKeptAsync(List<Want> wants, CancellationToken caller)
    {
        var candidates = new List<Candidate>();
        if (kept is null)
        {
            return candidates;
        }

        foreach (var batch in wants.Chunk(KeptBatch))
        {
            var left = request.Budgets.MaxCredentials - _members.Count - candidates.Count;
            if (left <= 0)
            {
                break;
            }

            // one more than there is room for shows that there is more
            var found = await kept.FindAsync([.. batch.Select(w => w.Sought)], left + 1, caller).ConfigureAwait(false);
            candidates.AddRange(found.Select(k => new Candidate(
                k.Digest, k.MediaType, k.ReadAsync, batch[0], CredentialSource.Kept, k.Location)));
        }

        return candidates;
    }

    private async Task ReadAsync(IReadOnlyList<Candidate> candidates, CancellationToken outOfTime, CancellationToken caller)
    {
        var seen = new HashSet<string>(candidates.Count, StringComparer.Ordinal);
        var fresh = candidates.Where(c => seen.Add(c.Digest) && !_members.ContainsKey(c.Digest)).ToList();
        var room = request.Budgets.MaxCredentials - _members.Count;
        if (fresh.Count > room)
        {
            _ended.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"after {request.Budgets.MaxCredentials} credentials no more were read, which is the audit's limit"));
            fresh.RemoveRange(Math.Max(room, 0), fresh.Count - Math.Max(room, 0));
        }

        await ReadAllAsync(fresh, IsWanted, outOfTime, caller).ConfigureAwait(false);
        Tell();
    }

    /// <summary>Reads several at once and takes them in their order: each as soon as it and all before it were read.</summary>
    private async Task ReadAllAsync(
        List<Candidate> candidates, Func<Candidate, CredentialFacts, bool> isWanted, CancellationToken outOfTime, CancellationToken caller)
    {
        var (reads, taken) = (new Read?[candidates.Count], 0);
        _found += candidates.Count;
        void TakeInOrder(int i, Read read)
        {
            lock (_taking)
            {
                reads[i] = read;
                for (; taken < reads.Length && reads[taken] is { } next; taken++)
                {
                    Take(next);
                }
            }
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = Processors, CancellationToken = outOfTime };
        try
        {
            await Parallel.ForAsync(0, candidates.Count, options, async (i, token) =>
            {
                var (member, unwanted) = await reading.ReadAsync(candidates[i], isWanted, token).ConfigureAwait(false);
                TakeInOrder(i, new Read(member, unwanted, member is { IsGenuine: true } ? NewLeads(member) : null));
                if (member is not null && Interlocked.Increment(ref _verified) % ProgressEvery == 0)
                {
                    Tell();
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            caller.ThrowIfCancellationRequested();
            while (taken < reads.Length)
            {
                TakeInOrder(taken, new Read(Late(candidates[taken]), null, null));
            }
        }
    }

    private static Member Late(Candidate c) => Member.Unverified(
        c.Digest,
        c.Facts,
        c.Want,
        c.Source,
        c.Location,
        new Problem("about:blank", "Not verified", "there was no time left"),
        Standing.Unknown);

    private bool IsWanted(Candidate candidate, CredentialFacts facts) =>
        candidate.Source is not CredentialSource.Kept || Answers.AnyIn(_sought, facts);

    /// <summary>Where a member leads that was not looked for when it was read; several at once may ask.</summary>
    private List<(Sought Sought, LinkFacts? Link)>? NewLeads(Member member) => Expansion.Of(member, _sought);

    private void Take(Read read)
    {
        if (read.Unwanted is { } unwanted)
        {
            _found--;
            _pool.Add(unwanted);
        }
        else if (read.Member is { } member)
        {
            Add(member, read.Leads);
        }
    }

    private void Add(Member member, List<(Sought Sought, LinkFacts? Link)>? leads)
    {
        _members[member.Digest] = member;
        _answered.Add(new Sought(member.Id, SoughtKind.Credential));
        if (member.Location is { } location && member.Source is not CredentialSource.Kept and not CredentialSource.Request)
        {
            _byLocation.TryAdd(location, member);
        }

        if (request.IsRemote && member is { IsGenuine: true, Facts.Attestation: null })
        {
            _answered.UnionWith(member.Facts.Answers);
        }

        foreach (var (sought, link) in CollectionsMarshal.AsSpan(leads))
        {
            if (!IsLookedFor(sought))
            {
                var from = link is null ? null : new Place(member.Id, link.Pointer);
                LookForNew(new Want(sought, member.Want.Depth + 1, CredentialSource.Link, from));
            }
        }
    }

    private Discovered Conclude(bool isOutOfTime)
    {
        if (isOutOfTime)
        {
            _ended.Add(string.Create(
                CultureInfo.InvariantCulture, $"the audit's time of {request.Budgets.MaxTime.TotalSeconds:0.###} s was over"));
        }

        if (fetcher.IsExhausted)
        {
            _ended.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"after {fetcher.Count} fetches and {fetcher.Bytes} bytes nothing more was fetched, which is the audit's limit"));
        }

        Tell();
        var missing = request.Start.Select(s => s.Identifier).OfType<string>().ToHashSet();
        missing.ExceptWith(_byLocation.Keys);
        foreach (var member in _members.Values.TakeWhile(_ => missing.Count > 0))
        {
            Answers.RemoveFrom(missing, member.Facts);
        }

        var notReached = _pool.Left.Where(c => c.Source == CredentialSource.Request).Select(c => c.Facts!.Id);
        return new Discovered([.. _members.Values], _broken, [.. missing], [.. notReached], [.. _ended])
        {
            ByLocation = _byLocation,
            DidDocuments = keys.Documents,
        };
    }

    /// <summary>What became of a candidate.</summary>
    /// <param name="Member">The member that it is; null when it is none.</param>
    /// <param name="Unwanted">What it says, when it is not wanted.</param>
    /// <param name="Leads">Where it leads; null for nowhere.</param>
    private readonly record struct Read(
        Member? Member, Candidate? Unwanted, List<(Sought Sought, LinkFacts? Link)>? Leads);

    private void Tell() => progress?.Report(new ChainProgress(_found, fetcher.Count, _verified, Math.Max(0, _found - _verified)));
}

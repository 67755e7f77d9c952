namespace Gateway.Forwarding;

/// <summary>
/// What was claimed and is not settled: being sent, so many at once and no more to one recipient than its share, or waiting for a place.
/// A recipient that takes what it is sent has more claimed for it ahead; one that is slow or dead has its share in hand and nothing more.
/// Safe to share.
/// </summary>
internal sealed class DeliveriesInHand(int parallel, int perRecipient)
{
    /// <summary>All that may be in hand, in shares of what may be under way.</summary>
    private const int Ahead = 4;

    /// <summary>
    /// Claimed ahead for a recipient, in what it took since the last claim: as much again, and what it takes while this claim is under way.
    /// </summary>
    private const int AheadOfTaken = 2;

    private readonly Lock _lock = new();
    private readonly HashSet<ClaimedDelivery> _all = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    // those with something waiting and a place of their share free, each once
    private readonly Queue<Line> _ready = new();
    private int _underWay;

    /// <summary>All of it.</summary>
    public IReadOnlyList<ClaimedDelivery> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>How much more may be claimed, to be asked once for each claim.</summary>
    /// <param name="leftAlone">Recipients that get nothing.</param>
    public ClaimRoom FindRoom(IEnumerable<string> leftAlone)
    {
        lock (_lock)
        {
            var taken = new Dictionary<string, int>(_lines.Count, StringComparer.Ordinal);
            foreach (var (recipient, line) in _lines)
            {
                taken[recipient] = line.UnderWay + line.Waiting.Count - (AheadOfTaken * line.TookSinceClaim);
                line.TookSinceClaim = 0;
                DropIfIdle(line);
            }

            foreach (var recipient in leftAlone)
            {
                taken[recipient] = perRecipient;
            }

            return new ClaimRoom((parallel * Ahead) - _all.Count, perRecipient, taken);
        }
    }

    /// <summary>Takes what was claimed in hand; it waits for <see cref="TakeNext"/>.</summary>
    public void Add(IEnumerable<ClaimedDelivery> claimed)
    {
        lock (_lock)
        {
            foreach (var delivery in claimed)
            {
                _all.Add(delivery);
                if (!_lines.TryGetValue(delivery.Recipient, out var line))
                {
                    line = new Line(delivery.Recipient);
                    _lines.Add(delivery.Recipient, line);
                }

                line.Waiting.Enqueue(delivery);
                MakeReady(line);
            }
        }
    }

    /// <summary>The next to be sent, which has a place then, each recipient's in turn; null when there is none or no place.</summary>
    public ClaimedDelivery? TakeNext()
    {
        lock (_lock)
        {
            while (_underWay < parallel && _ready.TryDequeue(out var line))
            {
                line.IsReady = false;
                if (line.Waiting.TryDequeue(out var delivery))
                {
                    line.UnderWay++;
                    _underWay++;
                    MakeReady(line);
                    return delivery;
                }
            }

            return null;
        }
    }

    /// <summary>Gives the place back: there was an answer, or there will be none.</summary>
    public void Leave(ClaimedDelivery delivery, bool wasTaken)
    {
        lock (_lock)
        {
            var line = _lines[delivery.Recipient];
            line.UnderWay--;
            _underWay--;
            line.TookSinceClaim += wasTaken ? 1 : 0;
            MakeReady(line);
            DropIfIdle(line);
        }
    }

    /// <summary>Takes out of hand what is settled, or cannot be.</summary>
    public void Remove(ClaimedDelivery delivery)
    {
        lock (_lock)
        {
            _all.Remove(delivery);
        }
    }

    /// <summary>Those that wait and are such; they are in hand still, and wait no more.</summary>
    public IReadOnlyList<ClaimedDelivery> TakeWaiting(Func<ClaimedDelivery, bool> isSuch)
    {
        lock (_lock)
        {
            var taken = new List<ClaimedDelivery>();
            foreach (var line in _lines.Values)
            {
                var waiting = line.Waiting.ToLookup(isSuch);
                taken.AddRange(waiting[true]);
                line.Waiting = new Queue<ClaimedDelivery>(waiting[false]);
                DropIfIdle(line);
            }

            return taken;
        }
    }

    private void MakeReady(Line line)
    {
        if (!line.IsReady && line.Waiting.Count > 0 && line.UnderWay < perRecipient)
        {
            line.IsReady = true;
            _ready.Enqueue(line);
        }
    }

    private void DropIfIdle(Line line)
    {
        if (line is { UnderWay: 0, Waiting.Count: 0, TookSinceClaim: 0 })
        {
            _lines.Remove(line.Recipient);
        }
    }

    /// <summary>One recipient's.</summary>
    private sealed class Line(string recipient)
    {
        public string Recipient { get; } = recipient;

        public Queue<ClaimedDelivery> Waiting { get; set; } = new();

        public int UnderWay { get; set; }

        public int TookSinceClaim { get; set; }

        public bool IsReady { get; set; }
    }
}

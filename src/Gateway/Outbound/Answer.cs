namespace Gateway.Outbound;

/// <summary>Why there is no answer.</summary>
internal enum Trouble
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>Our own rules forbid to ask.</summary>
    Refused,

    /// <summary>No connection, or one that broke.</summary>
    Unreachable,

    /// <summary>Not all of it came in time.</summary>
    TimedOut,

    /// <summary>It came, and is too long or not what was asked for.</summary>
    Unreadable,

    /// <summary>The host has failed several times just now: it was not asked.</summary>
    CircuitOpen,
}

/// <summary>What one request came to: a status with what was read of the body, or why there is none.</summary>
internal sealed record Answer(int? Status, string? Failure, Trouble Trouble)
{
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the fault looks passing, so that the same request may fare better at once.</summary>
    public bool IsWorthAnotherTry => Trouble is Trouble.Unreachable || Status is 408 or 500 or 502 or 503 or 504;

    /// <summary>Whether the host as a whole looks unwell: a fault of one of its pages (500) does not show that.</summary>
    public bool IsHostUnwell => Trouble is Trouble.Unreachable or Trouble.TimedOut || Status is 502 or 503 or 504;

    /// <summary>Whether asking again soon will not help.</summary>
    public bool IsFinal => Trouble is Trouble.Refused or Trouble.Unreadable || Status is (>= 300 and < 500) and not (408 or 425 or 429);

    public static Answer Answered(int status) => new(status, null, Trouble.None);

    public static Answer Failed(string failure, Trouble trouble) => new(null, failure, trouble);
}

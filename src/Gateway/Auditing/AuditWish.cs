using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>What a caller asks of an audit; null members leave the choice to the policy and the options.</summary>
internal sealed record AuditWish
{
    public string? Policy { get; init; }

    /// <summary>In place of the policy's own.</summary>
    public IReadOnlyList<string>? TrustAnchors { get; init; }

    /// <inheritdoc cref="TrustAnchors"/>
    public IReadOnlyList<string>? Rules { get; init; }

    public int? Depth { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether other hosts are asked.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Whether trust anchors or rules are others than the policy's.</summary>
    public bool IsAdapted => TrustAnchors is not null || Rules is not null;

    /// <summary>The policy with what the caller put in its place.</summary>
    public ChainPolicy Adapt(ChainPolicy policy) => policy with
    {
        TrustAnchors = TrustAnchors ?? policy.TrustAnchors,
        Rules = Rules ?? policy.Rules,
    };
}

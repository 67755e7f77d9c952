using Untp.Credentials.Chains.Discovery;

namespace Untp.Credentials.Chains;

/// <summary>
/// What the rules and the graph said of what was found. From the same they would say the same again: credentials with the same facts and
/// the same standing, under the same policy, at a time at which the same of them are in force, with the same DID documents.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="AsOf">The time for which was asked.</param>
/// <param name="Found">What was found.</param>
/// <param name="Findings">What the rules said of it.</param>
/// <param name="Graph">How it hangs together.</param>
internal sealed record Conclusion(
    ChainPolicy Policy, DateTimeOffset AsOf, Discovered Found, IReadOnlyList<Finding> Findings, ChainGraph Graph)
{
    /// <summary>Under which name it is remembered; whether it is the right one, <see cref="Holds"/> says.</summary>
    public static string KeyOf(ChainPolicy policy, Discovered found) =>
        $"{policy.Name} {policy.Version} {found.Members.Count} {(found.Members.Count > 0 ? found.Members[0].Digest : "")}";

    /// <summary>About how many bytes it takes.</summary>
    public long Weigh() =>
        4096 + (Found.Members.Count * 256L) + (Graph.Edges.Count * 48L) + (Graph.Nodes.Count * 256L)
        + Findings.Sum(f => 256 + (f.RestsOn.Count * 48L));

    /// <summary>Whether it is what the rules and the graph would say now.</summary>
    public bool Holds(ChainPolicy policy, DateTimeOffset asOf, Discovered found) =>
        policy.SaysTheSameAs(Policy)
        && asOf.UtcDateTime.Date == AsOf.UtcDateTime.Date
        && found.IsLike(Found)
        && found.Members.Count == Found.Members.Count
        && Enumerable.Range(0, found.Members.Count).All(i => IsLike(found.Members[i], Found.Members[i]));

    /// <summary>A sound credential is verified exactly while it is in force, so that a period that begins or ends is seen here.</summary>
    private static bool IsLike(Member now, Member then) =>
        ReferenceEquals(now.Facts, then.Facts)
        && now.Standing == then.Standing
        && now.IsGenuine == then.IsGenuine
        && now.Location == then.Location
        && now.IsVerified == then.IsVerified
        && (now.IsVerified || now.Fault == then.Fault);
}

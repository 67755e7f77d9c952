using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>What discovery brought.</summary>
/// <param name="Members">The credentials of the chain, in the order in which they were found.</param>
/// <param name="Broken">Links that led to nothing, and why.</param>
/// <param name="Missing">Identifiers at which the chain was to start, and of which nothing is known.</param>
/// <param name="NotReached">Supplied credentials to which nothing led.</param>
/// <param name="Ended">Why discovery ended before everything was looked for, a sentence each; empty when it did not.</param>
internal sealed record Discovered(
    IReadOnlyList<Member> Members,
    IReadOnlyList<(Want Want, string Reason)> Broken,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> NotReached,
    IReadOnlyList<string> Ended)
{
    /// <summary>A member by where it was fetched from, when that is not its id.</summary>
    public required IReadOnlyDictionary<string, Member> ByLocation { get; init; }

    /// <summary>The DID documents that were asked for; null for those that could not be had.</summary>
    public required IReadOnlyDictionary<string, DidDocument?> DidDocuments { get; init; }

    /// <summary>Whether, the members aside, the same was found.</summary>
    public bool IsLike(Discovered other) =>
        Broken.SequenceEqual(other.Broken)
        && Missing.SequenceEqual(other.Missing)
        && NotReached.SequenceEqual(other.NotReached)
        && Ended.SequenceEqual(other.Ended)
        && ByLocation.Count == 0 && other.ByLocation.Count == 0
        && DidDocuments.Count == other.DidDocuments.Count
        && DidDocuments.All(d => other.DidDocuments.TryGetValue(d.Key, out var document) && ReferenceEquals(document, d.Value));
}

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

    /// <summary>The DID documents of the issuers, as far as they could be had.</summary>
    public required Func<string, DidDocument?> DidDocument { get; init; }
}

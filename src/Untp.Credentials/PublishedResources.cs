using System.Collections.Frozen;

namespace Untp.Credentials;

/// <summary>
/// What is known of the bytes that were published under a URL: digests, never those of our own equivalents. Safe to share.
/// </summary>
internal sealed class PublishedResources(IEnumerable<Artefact> artefacts)
{
    private readonly FrozenDictionary<string, IReadOnlyList<PublishedDigests>> _byUrl = artefacts
        .Where(artefact => artefact.Published.Count > 0)
        .SelectMany(artefact => artefact.Urls.Select(url => (Url: url, artefact.Published)))
        .GroupBy(pair => pair.Url, pair => pair.Published, StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key, IReadOnlyList<PublishedDigests> (group) => [.. group.SelectMany(list => list)], StringComparer.Ordinal);

    /// <summary>The digests of everything that was published there, in lower-case hex; none for what is not known.</summary>
    public IReadOnlyList<PublishedDigests> At(string url) => _byUrl.TryGetValue(url, out var digests) ? digests : [];
}

using System.Collections.Frozen;
using System.Security.Cryptography;

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

    /// <summary>
    /// Those of the vocabulary. Where a manifest records no digests, its file is what is published: an extension of our own, or what an
    /// operator took from its publisher.
    /// </summary>
    public static PublishedResources Of(params IEnumerable<VocabularyFiles> halves) =>
        new(halves.SelectMany(half => half.Manifest.All.Select(artefact => artefact.Published.Count > 0
            ? artefact
            : artefact with { Published = [Digests(half.Files[artefact.File!])] })));

    /// <summary>The digests of everything that was published there, in lower-case hex; none for what is not known.</summary>
    public IReadOnlyList<PublishedDigests> At(string url) => _byUrl.TryGetValue(url, out var digests) ? digests : [];

    private static PublishedDigests Digests(byte[] bytes) =>
        new(Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(SHA384.HashData(bytes)));
}

namespace Untp.Credentials;

/// <summary>Joins an operator's manifest to the library's.</summary>
internal static class ManifestMerge
{
    /// <summary>The library's entries, without what an entry that says so replaces, and then the operator's.</summary>
    /// <param name="library">The library's manifest.</param>
    /// <param name="own">The operator's.</param>
    /// <param name="typesOnce">Whether a type of one version has one entry, as with schemas.</param>
    /// <exception cref="InvalidDataException">Both list the same, and the operator's entry does not say that it replaces.</exception>
    public static Manifest Merge(Manifest library, ManifestFile own, bool typesOnce) => new()
    {
        Entries = [.. library.Entries.Select(entry => Yield(entry, own, typesOnce)), .. own.Manifest.Entries],
        Documents = [.. library.Documents.Select(entry => Yield(entry, own, typesOnce: false)), .. own.Manifest.Documents],
        Families = [.. library.Families, .. own.Manifest.Families],
    };

    /// <summary>What is left of an entry. Without a URL it is for no type: a file that others may still refer to.</summary>
    private static Artefact Yield(Artefact entry, ManifestFile own, bool typesOnce)
    {
        foreach (var other in own.Manifest.All)
        {
            var urls = entry.Urls.Intersect(other.Urls).ToList();
            var types = typesOnce && IsSameVersion(entry, other) ? entry.Types.Intersect(other.Types).ToList() : [];
            if (urls.Concat(types).FirstOrDefault() is not { } shared)
            {
                continue;
            }

            if (!other.Replaces)
            {
                throw new InvalidDataException(
                    $"{own.Name} has {other.File} for {Excerpt.Of(shared)}, which the library has already ({entry.File}); "
                    + "say \"replaces\": true in the entry if yours is to take its place");
            }

            var left = entry.Urls.Except(urls).ToList();
            entry = entry with { Urls = left, Types = left.Count == 0 ? [] : [.. entry.Types.Except(types)] };
        }

        return entry;
    }

    private static bool IsSameVersion(Artefact one, Artefact other) => one.Publisher == other.Publisher && one.Version == other.Version;
}

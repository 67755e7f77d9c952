namespace Untp.Credentials;

/// <summary>
/// One half of the vocabulary, schemas or contexts: what the library's manifest lists and what an operator's own adds to it, every file
/// checked against its digest.
/// </summary>
/// <param name="Manifest">Both manifests as one.</param>
/// <param name="Files">The bytes of each file, by its path beside the manifest.</param>
internal sealed record VocabularyFiles(Manifest Manifest, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Loads one half.</summary>
    /// <param name="kind"><c>schemas</c> or <c>contexts</c>.</param>
    /// <param name="embedded">Reads a file of the library, by its path in the project.</param>
    /// <param name="folder">An operator's folder with <c>schemas/manifest.json</c>, <c>contexts/manifest.json</c> or both, or null.</param>
    /// <exception cref="InvalidDataException">A manifest is not one, a file is not what it lists, or the two clash.</exception>
    /// <exception cref="IOException">A file that is listed cannot be read.</exception>
    public static VocabularyFiles Load(string kind, Func<string, byte[]> embedded, string? folder = null)
    {
        var library = new ManifestFile($"{kind}/manifest.json", path => embedded($"{kind}/{path}"));
        var files = library.ReadFiles();
        if (folder is null || ManifestFile.In(Path.Combine(folder, kind)) is not { } own)
        {
            return new VocabularyFiles(library.Manifest, files);
        }

        foreach (var (path, bytes) in own.ReadFiles())
        {
            if (!files.TryAdd(path, bytes))
            {
                throw new InvalidDataException($"{own.Name} lists {path}, which is a file of the library too; give it another name");
            }
        }

        return new VocabularyFiles(ManifestMerge.Merge(library.Manifest, own, typesOnce: kind == "schemas"), files);
    }
}

using System.Security.Cryptography;
using System.Text.Json;

namespace Untp.Credentials;

/// <summary>A manifest with the folder that it lies in.</summary>
internal sealed class ManifestFile
{
    private readonly Func<string, byte[]> _read;

    public ManifestFile(string name, Func<string, byte[]> read)
    {
        Name = name;
        _read = read;
        try
        {
            Manifest = Manifest.Parse(read("manifest.json"));
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{name} is not a manifest: {fault.Message}", fault);
        }

        DemandUrls();
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    public Manifest Manifest { get; }

    /// <summary>The manifest in a folder of the file system; null when there is none.</summary>
    public static ManifestFile? In(string folder)
    {
        var path = Path.Combine(folder, "manifest.json");
        return File.Exists(path) ? new ManifestFile(path, file => File.ReadAllBytes(Path.Combine(folder, file))) : null;
    }

    /// <summary>Each file that is listed, once.</summary>
    public Dictionary<string, byte[]> ReadFiles()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in Manifest.All)
        {
            var file = entry.File ?? throw new InvalidDataException($"{Name} names no file for {entry.Publisher} {entry.Version}");
            if (!files.TryGetValue(file, out var bytes) || !IsListed(entry, bytes))
            {
                files[file] = ReadChecked(entry, file);
            }
        }

        return files;
    }

    private void DemandUrls()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var url in Manifest.All.SelectMany(entry => entry.Urls))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out _) || !seen.Add(url))
            {
                throw new InvalidDataException($"{Name} lists {Excerpt.Of(url ?? "null")}, which is no absolute URL or is listed twice");
            }
        }
    }

    private byte[] ReadChecked(Artefact entry, string file)
    {
        if (!IsBelow(file))
        {
            throw new InvalidDataException($"{Name} lists {Excerpt.Of(file)}, which is not the plain path of a file beside it or below");
        }

        var bytes = _read(file);
        return IsListed(entry, bytes)
            ? bytes
            : throw new InvalidDataException($"{file} has the SHA-256 {Digest(bytes)}; {Name} says {entry.Sha256 ?? "nothing of it"}");
    }

    /// <summary>Whether a path stays in the manifest's folder, on whatever system: names divided by single slashes.</summary>
    private static bool IsBelow(string path) =>
        path.AsSpan().IndexOfAny('\\', ':', '\0') < 0 && path.Split('/').All(name => name is not ("" or "." or ".."));

    private static bool IsListed(Artefact entry, byte[] bytes) => Digest(bytes) == entry.Sha256;

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

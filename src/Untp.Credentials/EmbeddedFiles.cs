namespace Untp.Credentials;

/// <summary>The schemas and contexts that travel inside the library.</summary>
internal static class EmbeddedFiles
{
    /// <summary>The bytes of one, by its path in the project, such as <c>schemas/manifest.json</c>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static byte[] Read(string path)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(path)
            ?? throw new FileNotFoundException($"{path} is not embedded in the library", path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

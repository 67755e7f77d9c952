namespace Gateway.Hosting;

/// <summary>Files for their owner's eyes only.</summary>
internal static class SecretFile
{
    /// <summary>Writes one line to a new file of mode 600, in place of one that is there.</summary>
    public static async Task WriteAsync(string path, string line, CancellationToken cancellationToken)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(path, options);
        await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
    }
}

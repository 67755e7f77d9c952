namespace Gateway.Hosting;

/// <summary>Files for their owner's eyes only.</summary>
internal static class SecretFile
{
    /// <summary>Writes one line to a new file of mode 600, in place of one that is there, and keeps no copy of it in memory.</summary>
    public static void Write(string path, ReadOnlySpan<byte> line)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(line);
        file.Write("\n"u8);
    }
}

using System.Diagnostics;

namespace Gateway.Tests.Faults;

/// <summary>A file system in memory, of a size that is soon reached, with a ballast to take off it; who may not mount one skips.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("small-disk-");

    private SmallDisk(int megabytes, int left)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
                && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path),
            "a file system can be mounted by root only");
        File.WriteAllBytes(Ballast, new byte[(megabytes - left) << 20]);
    }

    public string Path => _folder.FullName;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>One with so much room on it until <see cref="Clear"/>.</summary>
    public static SmallDisk Mount(int megabytes, int left) => new(megabytes, left);

    /// <summary>Makes room.</summary>
    public void Clear() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Delete();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

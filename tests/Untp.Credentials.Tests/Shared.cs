namespace Untp.Credentials.Tests;

/// <summary>
/// Finds the reference data (published schemas, test vectors) that lies beside the project, or where GATEWAY_SHARED names it.
/// Nothing of it is part of the project: a test that needs it is skipped where it is absent, and fails under CI=true.
/// </summary>
internal static class Shared
{
    private static readonly string? s_root = Find();

    /// <summary>The full path of a file or folder of the reference data; skips the running test when there is none.</summary>
    public static string Path(string relative)
    {
        if (s_root is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("the reference data is absent: set GATEWAY_SHARED or put it beside the project");
        }

        Assert.SkipWhen(s_root is null, "the reference data is absent (GATEWAY_SHARED)");
        return System.IO.Path.Combine(s_root!, relative);
    }

    /// <summary>Whether the reference data is here; for member data that lists vector files, which cannot skip.</summary>
    public static bool IsPresent => s_root is not null;

    /// <summary>
    /// The names of the files in a folder, as rows of a theory; one row that will skip when the reference data is absent.
    /// </summary>
    public static TheoryData<string> Files(string folder, string pattern) =>
        s_root is null
            ? ["absent"]
            : [.. Directory.EnumerateFiles(System.IO.Path.Combine(s_root, folder), pattern)
                .Select(f => System.IO.Path.GetFileName(f)).Order()];

    /// <summary>The project's own root, where Gateway.sln lies.</summary>
    public static string ProjectRoot { get; } = FindProjectRoot();

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("GATEWAY_SHARED");
        var folder = string.IsNullOrEmpty(named) ? System.IO.Path.Combine(FindProjectRoot(), "..", "shared") : named;
        return Directory.Exists(System.IO.Path.Combine(folder, "vectors")) ? System.IO.Path.GetFullPath(folder) : null;
    }

    private static string FindProjectRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Gateway.sln not found above the test binaries");
    }
}

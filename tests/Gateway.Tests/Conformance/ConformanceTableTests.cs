using System.Text.RegularExpressions;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Conformance;

/// <summary>The table of demands names tests that there are, and gives a reason for each that it leaves out.</summary>
public sealed partial class ConformanceTableTests
{
    private static string[] Parts { get; } =
        File.ReadAllText(Path.Combine(Shared.ProjectRoot, "tests", "CONFORMANCE.md")).Split("## Left out");

    /// <summary>The sources of both test projects, by the name of their class.</summary>
    private static ILookup<string, string> Classes { get; } = Directory
        .GetFiles(Path.Combine(Shared.ProjectRoot, "tests"), "*Tests.cs", SearchOption.AllDirectories)
        .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var named = Rows(Parts[0]).SelectMany(cells => TestName().Matches(cells[^1])).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).ToList();
        Assert.True(named.Count > 60);
        Assert.All(named, name => Assert.True(
            Classes[name.Item1].Any(source => source.Contains($" {name.Item2}(", StringComparison.Ordinal) || name.Item2.Length == 0), $"there is no {name}"));
    }

    [Fact]
    public void Every_row_has_a_clause_a_demand_and_a_test_or_a_reason()
    {
        var rows = Parts.SelectMany(Rows).ToList();
        Assert.True(rows.Count > 50);
        Assert.All(rows, cells => Assert.True(cells.Length == 4 && cells[2].Length > 0 && cells[3].Length > 10, string.Join('|', cells)));
    }

    [Fact]
    public void Every_class_of_this_folder_stands_in_the_table() => Assert.All(
        Directory.GetFiles(Path.Combine(Shared.ProjectRoot, "tests", "Gateway.Tests", "Conformance"), "*Tests.cs")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != nameof(ConformanceTableTests)),
        name => Assert.Contains(name + ".", Parts[0], StringComparison.Ordinal));

    private static IEnumerable<string[]> Rows(string part) => part.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))
        .Skip(1)
        .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex(@"\b([A-Z]\w+Tests)(?:\.(\w+))?")]
    private static partial Regex TestName();
}

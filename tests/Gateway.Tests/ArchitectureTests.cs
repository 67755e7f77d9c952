using System.Text.RegularExpressions;
using Untp.Credentials.Tests;

namespace Gateway.Tests;

/// <summary>The rule of the house: arrows point down. The table is the architecture; a change of it is a decision.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> s_mayName = new(StringComparer.Ordinal)
    {
        ["Hosting"] = [],
        ["Outbound"] = ["Hosting"],
        ["Forwarding"] = ["Hosting", "Outbound"],
        ["Credentials"] = ["Forwarding", "Hosting", "Outbound"],
        ["Identifiers"] = ["Credentials", "Hosting"],
        ["Issuing"] = ["Credentials", "Forwarding", "Hosting", "Outbound"],
        ["Schemas"] = ["Hosting"],
        ["Storage"] = ["Credentials", "Forwarding", "Hosting", "Identifiers", "Issuing"],
        ["Commands"] = ["Credentials", "Forwarding", "Hosting", "Identifiers", "Issuing", "Outbound", "Storage"],
    };

    public static TheoryData<string> Folders => [.. s_mayName.Keys];

    [Theory, MemberData(nameof(Folders))]
    public void A_slice_names_only_those_below_it(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(SourceRoot, folder), "*.cs", SearchOption.AllDirectories);
        var named = files.SelectMany(Names).Where(n => s_mayName.ContainsKey(n) && n != folder).Distinct().Order();

        Assert.NotEmpty(files);
        Assert.Empty(named.Except(s_mayName[folder]));
    }

    [Fact]
    public void Every_folder_stands_in_the_table() =>
        Assert.Equal(
            s_mayName.Keys.Order(),
            Directory.GetDirectories(SourceRoot).Select(Path.GetFileName).Where(n => n is not ("bin" or "obj" or "data")).Order());

    [Fact]
    public void The_library_names_no_host()
    {
        var files = Directory.GetFiles(Path.Combine(Shared.ProjectRoot, "src", "Untp.Credentials"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        Assert.DoesNotContain(files, file => HostNames().IsMatch(File.ReadAllText(file)));
    }

    private static string SourceRoot => Path.Combine(Shared.ProjectRoot, "src", "Gateway");

    private static IEnumerable<string> Names(string file) =>
        NamespaceOfGateway().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\bGateway\.(\w+)")]
    private static partial Regex NamespaceOfGateway();

    [GeneratedRegex(@"Microsoft\.(AspNetCore|Data|Extensions)|System\.Net\.(Http|Sockets)\b|\bTimeProvider\.System\b|\bGateway\.")]
    private static partial Regex HostNames();
}

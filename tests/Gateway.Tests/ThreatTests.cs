using System.Text.RegularExpressions;
using Untp.Credentials.Tests;

namespace Gateway.Tests;

/// <summary>
/// The classes of attack that bind what is built, by their numbers in the project's list of threats; the tests of one run by
/// <c>dotnet test --filter Threat=5</c>.
/// </summary>
public sealed partial class ThreatTests
{
    /// <summary>Those about things that are not built yet are left out: templates (20).</summary>
    private static readonly int[] s_binding = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28];

    private static readonly Lazy<HashSet<int>> s_named = new(() =>
        [.. Directory.GetFiles(Path.Combine(Shared.ProjectRoot, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(Shared.ProjectRoot, "tests"), "*Contract.cs", SearchOption.AllDirectories))
            .SelectMany(file => Trait().Matches(File.ReadAllText(file)))
            .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))]);

    /// <summary>What of the gateway exchanges credentials with others, and where its tests are.</summary>
    private static readonly Dictionary<string, string[]> s_exchange = new()
    {
        ["recipients"] = ["RecipientEndpointTests", "RecipientTests", "InnerAddressTests", "MovedInboxTests"],
        ["inbox"] = ["InboxTests", "InboxAttackTests", "TwoGatewaysTests"],
        ["receipts"] = ["ReceiptTests"],
    };

    private static readonly int[] s_ofExchange = [5, 16, 17, 22, 26, 28];

    public static TheoryData<int> Rows => [.. s_binding];

    public static MatrixTheoryData<int, string> OfExchange => new(s_ofExchange, s_exchange.Keys);

    [Theory, MemberData(nameof(Rows))]
    public void Every_class_of_attack_that_binds_has_its_tests(int row) => Assert.Contains(row, s_named.Value);

    [Theory, MemberData(nameof(OfExchange))]
    public void What_exchanges_credentials_has_its_own_tests_of_each(int row, string what) => Assert.Contains(
        s_exchange[what].SelectMany(name => Directory.GetFiles(
            Path.Combine(Shared.ProjectRoot, "tests", "Gateway.Tests"), name + ".cs", SearchOption.AllDirectories)),
        file => File.ReadAllText(file).Contains($"[Trait(\"Threat\", \"{row}\")]", StringComparison.Ordinal));

    [GeneratedRegex("Trait\\(\"Threat\", \"(\\d+)\"\\)")]
    private static partial Regex Trait();
}

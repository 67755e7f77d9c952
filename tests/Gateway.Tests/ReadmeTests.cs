using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Issuing;
using Gateway.Outbound;
using Gateway.Storage;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Statuses;
using Untp.Credentials.Tests;

namespace Gateway.Tests;

/// <summary>What the README says of settings is what the program does.</summary>
public sealed partial class ReadmeTests
{
    private static readonly (string Section, object Defaults)[] s_options =
    [
        (GatewayOptions.Section, new GatewayOptions()),
        (AuthOptions.Section, new AuthOptions()),
        (CredentialsOptions.Section, new CredentialsOptions()),
        (IdempotencyOptions.Section, new IdempotencyOptions()),
        (LimitsOptions.Section, new LimitsOptions()),
        (ForwardingOptions.Section, new ForwardingOptions()),
        (IssuingOptions.Section, new IssuingOptions()),
        (OutboundOptions.Section, new OutboundOptions()),
        (StorageOptions.Section, new StorageOptions()),
        (VocabularyOptions.Section, new VocabularyOptions()),
        ("Gateway:Dids", new DidResolverOptions()),
        ("Gateway:Proofs", new ProofLimits()),
        ("Gateway:Statuses", new StatusOptions()),
    ];

    [Fact]
    public void Every_setting_stands_in_the_table_with_its_default()
    {
        var table = Row().Matches(File.ReadAllText(Path.Combine(Shared.ProjectRoot, "README.md")))
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        Assert.Equal(s_options.SelectMany(Settings).OrderBy(s => s.Key), table.OrderBy(s => s.Key));
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings((string Section, object Defaults) options) =>
        options.Defaults.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.SetMethod is not null && !IsSaidElsewhere(options.Section, property.Name))
            .Select(property => KeyValuePair.Create($"{options.Section}:{property.Name}", Text(property.GetValue(options.Defaults))));

    /// <summary>Whether loopback is let is one setting, Gateway:Outbound:AllowLoopback, for all.</summary>
    private static bool IsSaidElsewhere(string section, string name) => name == "AllowLoopback" && section != OutboundOptions.Section;

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        System.Collections.IEnumerable and not string => "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex(@"^\| `(Gateway:[A-Za-z:]+)` \| (?:`([^`]*)` )?\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

using System.Globalization;
using System.Text.Json;
using Untp.Credentials;
using Untp.Credentials.Chains;
using Untp.Credentials.Dids;

namespace Gateway.Auditing;

/// <summary>Reads the members of a request that say how a chain is to be judged; each either into the wish or into a fault.</summary>
internal static class WishReader
{
    private const int MaxAnchors = 100;

    /// <summary>The fault; null when the member was read.</summary>
    public static string? Read(JsonProperty member, ref AuditWish wish) => (member.Name, member.Value.ValueKind) switch
    {
        ("policy", JsonValueKind.String) => Read(member.Name, member.Value.GetString()!, ref wish),
        ("asOf", JsonValueKind.String) => Read(member.Name, member.Value.GetString()!, ref wish),
        ("depth", JsonValueKind.Number) => Read(member.Name, member.Value.GetRawText(), ref wish),
        ("remote", JsonValueKind.True or JsonValueKind.False) => Read(member.Name, member.Value.GetBoolean() ? "true" : "false", ref wish),
        ("trustAnchors", JsonValueKind.Array) => ReadAnchors(Texts(member.Value), ref wish),
        ("rules", JsonValueKind.Array) => ReadRules(Texts(member.Value), ref wish),
        ("policy" or "asOf", _) => $"{member.Name} is a string",
        ("depth", _) => "depth is a number",
        ("remote", _) => "remote is true or false",
        ("trustAnchors" or "rules", _) => $"{member.Name} is an array of strings",
        _ => "a request has the members start, credentials, trustAnchors, rules, depth, asOf, policy and remote only",
    };

    /// <summary>The same of one that is written as text, in a query.</summary>
    public static string? Read(string name, string value, ref AuditWish wish)
    {
        switch (name)
        {
            case "policy":
                wish = wish with { Policy = value };
                return null;
            case "asOf" when DateTimeStamp.TryParse(value, out var time):
                wish = wish with { AsOf = time };
                return null;
            case "asOf":
                return "asOf is a time with its zone, such as 2026-11-22T12:00:00Z";
            case "depth" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var depth):
                wish = wish with { Depth = depth };
                return null;
            case "depth":
                return "depth is a whole number, 0 or more";
            case "remote" when value is "true" or "false":
                wish = wish with { IsRemote = value == "true" };
                return null;
            default:
                return $"{name} is true or false";
        }
    }

    public static string? ReadAnchors(IReadOnlyList<string?> anchors, ref AuditWish wish)
    {
        if (anchors.Count > MaxAnchors || !anchors.All(DidUrl.IsDid))
        {
            return $"trustAnchors are DIDs, at most {MaxAnchors}";
        }

        wish = wish with { TrustAnchors = [.. anchors.Distinct()!] };
        return null;
    }

    private static string? ReadRules(IReadOnlyList<string?> rules, ref AuditWish wish)
    {
        if (rules.Count == 0 || !rules.All(rule => rule is not null && ChainRuleNames.All.Contains(rule)))
        {
            return $"rules are some of {string.Join(", ", ChainRuleNames.All)}";
        }

        wish = wish with { Rules = [.. rules.Distinct()!] };
        return null;
    }

    private static IReadOnlyList<string?> Texts(JsonElement array) =>
        [.. array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : null)];
}

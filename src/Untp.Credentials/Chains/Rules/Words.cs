using System.Globalization;
using Untp.Credentials.Chains.Discovery;

namespace Untp.Credentials.Chains.Rules;

/// <summary>What sentences have in common.</summary>
internal static class Words
{
    private const string Day = "yyyy-MM-dd";

    public static string Id(string id) => Excerpt.Of(id);

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture);

    public static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>A credential's period, as <c>2026-01-15 to 2032-01-15</c>.</summary>
    public static string Period(Member member)
    {
        var from = member.Facts.ValidFrom is { } start ? Date(start) : "always";
        return $"{from} to {(member.Facts.ValidUntil is { } until ? Date(until) : "no end")}";
    }

    /// <summary>Whether a credential is in force at a time (VCDM 2.0 clause 4.9).</summary>
    public static bool IsInForce(Member member, DateTimeOffset at) =>
        (member.Facts.ValidFrom is not { } from || from <= at) && (member.Facts.ValidUntil is not { } until || at <= until);

    public static Place Whole(Member member) => new(member.Id, "");

    /// <summary>Equal, where UNTP's samples write a vocabulary's name in the singular and UNTP publishes it in the plural.</summary>
    public static bool IsSameTerm(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || string.Equals(Plural(a), Plural(b), StringComparison.Ordinal);

    private static string Plural(string term) => term
        .Replace("/conformity-topic/", "/conformity-topics/", StringComparison.Ordinal)
        .Replace("/performance-metric/", "/performance-metrics/", StringComparison.Ordinal);
}

using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>Reads the options of verifications, of credentials and of presentations; one that is not known is refused.</summary>
internal static class VerifyOptions
{
    private const string OptionsName = "options";
    private const string ChecksName = "checks";
    private const string ProfileName = "profile";
    private const string DomainName = "domain";
    private const string ChallengeName = "challenge";

    private static readonly IReadOnlyList<VerificationProfile> s_profiles = [VerificationProfile.Untp, VerificationProfile.W3c];

    /// <summary>Reads what a request says besides what is to be verified; the answer that refuses it, or null.</summary>
    /// <param name="root">The request.</param>
    /// <param name="subject">The member that is to be verified.</param>
    /// <param name="defaults">What is asked where the request does not say.</param>
    /// <param name="options">What is asked.</param>
    public static Answer? Read(JsonElement root, string subject, VerificationOptions defaults, out VerificationOptions options)
    {
        options = defaults;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Problems.Unreadable("the body is not a JSON object", "");
        }

        foreach (var member in root.EnumerateObject())
        {
            if (!member.NameEquals(subject) && !member.NameEquals(OptionsName))
            {
                return Problems.Unreadable($"a request has the members {subject} and {OptionsName} only");
            }
        }

        return root.TryGetProperty(OptionsName, out var given) ? ReadMembers(given, ref options) : null;
    }

    private static Answer? ReadMembers(JsonElement given, ref VerificationOptions options)
    {
        // a gateway for the W3C's suites, whose names of checks are others: then the whole of the profile is run
        var takesAnyChecks = options.Profile == VerificationProfile.W3c;
        if (given.ValueKind != JsonValueKind.Object)
        {
            return Problems.Unreadable("the options are not a JSON object", "/options");
        }

        foreach (var option in given.EnumerateObject())
        {
            var fault = option.Name switch
            {
                ChecksName => ReadChecks(option.Value, takesAnyChecks, ref options),
                ProfileName => ReadProfile(option.Value, ref options),
                DomainName => ReadDomain(option.Value, ref options),
                ChallengeName => ReadChallenge(option.Value, ref options),
                _ => Problems.Unreadable(
                    $"there are the options {ChecksName}, {ProfileName}, {DomainName} and {ChallengeName} only", "/options"),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static Answer? ReadProfile(JsonElement value, ref VerificationOptions options)
    {
        var profile = value.ValueKind == JsonValueKind.String ? s_profiles.FirstOrDefault(p => value.ValueEquals(p.Name)) : null;
        options = profile is null ? options : options with { Profile = profile };
        return profile is null
            ? Problems.Unreadable($"the profile is one of {string.Join(", ", s_profiles.Select(p => p.Name))}", "/options/profile")
            : null;
    }

    /// <summary>One domain or a set of some (Data Integrity 1.0 clause 4.4).</summary>
    private static Answer? ReadDomain(JsonElement value, ref VerificationOptions options)
    {
        JsonElement[] domains = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        if (domains.Length == 0 || domains.Any(d => d.ValueKind != JsonValueKind.String))
        {
            return Problems.Unreadable("the domain is a string, or an array of strings that is not empty", "/options/domain");
        }

        options = options with { Domain = [.. domains.Select(d => d.GetString()!)] };
        return null;
    }

    private static Answer? ReadChallenge(JsonElement value, ref VerificationOptions options)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Problems.Unreadable("the challenge is a string", "/options/challenge");
        }

        options = options with { Challenge = value.GetString() };
        return null;
    }

    private static Answer? ReadChecks(JsonElement value, bool takesAnyChecks, ref VerificationOptions options)
    {
        var known = VerificationProfile.Untp.Checks;
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Problems.Unreadable("the checks are an array of names", "/options/checks");
        }

        if (takesAnyChecks)
        {
            // what is asked for by names of others is all of it
            return null;
        }

        var wanted = new List<string>();
        foreach (var name in value.EnumerateArray())
        {
            var check = name.ValueKind == JsonValueKind.String ? known.FirstOrDefault(c => name.ValueEquals(c)) : null;
            if (check is null)
            {
                return Problems.Unreadable($"a check is one of {string.Join(", ", known)}", $"/options/checks/{wanted.Count}");
            }

            wanted.Add(check);
        }

        options = options with { Checks = wanted };
        return null;
    }
}

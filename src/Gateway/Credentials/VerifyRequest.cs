using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>The body of <c>POST /credentials/verify</c> (VC-API): a credential in any securing form, and what is asked of it.</summary>
internal sealed class VerifyRequest : IDisposable
{
    private const string CredentialName = "verifiableCredential";
    private const string OptionsName = "options";
    private const string ChecksName = "checks";
    private const string ProfileName = "profile";
    private const string DomainName = "domain";
    private const string ChallengeName = "challenge";

    private static readonly IReadOnlyList<VerificationProfile> s_profiles = [VerificationProfile.Untp, VerificationProfile.W3c];

    private readonly JsonDocument _body;

    private VerifyRequest(JsonDocument body, Credential credential, VerificationOptions options)
    {
        _body = body;
        Credential = credential;
        Options = options;
    }

    public Credential Credential { get; }

    public VerificationOptions Options { get; }

    /// <summary>Reads the body, which must not change while the request is in use.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        [NotNullWhen(true)] out VerifyRequest? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        request = null;

        // the request puts one level around the credential, and some bytes
        var around = limits with { MaxBytes = limits.MaxBytes + Server.BodySlack, MaxDepth = limits.MaxDepth + 1 };
        if (!StrictJson.TryParse(body, around, out var document, out var problem))
        {
            refusal = Problems.Unreadable(problem);
            return false;
        }

        Credential? credential = null;
        refusal = ReadOptions(document.RootElement, out var options) ?? ReadCredential(document.RootElement, body, limits, out credential);
        if (refusal is not null)
        {
            document.Dispose();
            return false;
        }

        request = new VerifyRequest(document, credential!, options);
        return true;
    }

    public void Dispose()
    {
        Credential.Dispose();
        _body.Dispose();
    }

    private static Answer? ReadCredential(JsonElement root, ReadOnlyMemory<byte> body, ParsingLimits limits, out Credential? credential)
    {
        credential = null;
        if (!root.TryGetProperty(CredentialName, out var element))
        {
            return Problems.Unreadable($"the member {CredentialName} is missing", "/" + CredentialName);
        }

        return Credential.TryParse(element, body, limits, out credential, out var problem) ? null : Problems.Unreadable(problem);
    }

    private static Answer? ReadOptions(JsonElement root, out VerificationOptions options)
    {
        options = VerificationOptions.Default;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Problems.Unreadable("the body is not a JSON object", "");
        }

        foreach (var member in root.EnumerateObject())
        {
            if (!member.NameEquals(CredentialName) && !member.NameEquals(OptionsName))
            {
                return Problems.Unreadable($"a request has the members {CredentialName} and {OptionsName} only");
            }
        }

        return root.TryGetProperty(OptionsName, out var given) ? ReadOptionMembers(given, ref options) : null;
    }

    private static Answer? ReadOptionMembers(JsonElement given, ref VerificationOptions options)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            return Problems.Unreadable("the options are not a JSON object", "/options");
        }

        foreach (var option in given.EnumerateObject())
        {
            var fault = option.Name switch
            {
                ChecksName => ReadChecks(option.Value, ref options),
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

    private static Answer? ReadChecks(JsonElement value, ref VerificationOptions options)
    {
        var known = VerificationProfile.Untp.Checks;
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Problems.Unreadable("the checks are an array of names", "/options/checks");
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

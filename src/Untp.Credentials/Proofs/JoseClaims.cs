using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Untp.Credentials.Proofs;

/// <summary>
/// The JWT claims beside the credential's own members (VC-JOSE-COSE clause 3.1.3; RFC 7519 clause 4.1): those of VCDM 1.1 are refused,
/// those that repeat a member must agree with it, those about time are the signature's own.
/// </summary>
internal static class JoseClaims
{
    /// <summary>The token is the proof that counts; what else the payload carries is said, and not looked at.</summary>
    public static Problem ProofInside { get; } =
        ProofProblems.Unverifiable("the payload carries an embedded proof too, which was not verified", "/proof");

    /// <summary>Lists every fault of the claims and of the header's copy of <c>iss</c>; warns of a second proof inside.</summary>
    public static void Check(
        Credential credential, JsonElement header, DateTimeOffset at, List<Problem> problems, List<Problem> warnings)
    {
        var claims = credential.Claims;
        RefuseWrapper(claims, "vc", problems);
        RefuseWrapper(claims, "vp", problems);
        if (!Agrees(header, JwtRegisteredClaimNames.Iss, credential.Issuer))
        {
            problems.Add(ProofProblems.BadClaim($"the header's iss is not the {credential.Role.Signer}", null));
        }

        Match(claims, JwtRegisteredClaimNames.Iss, credential.Issuer, credential.Role.Signer, problems);
        Match(claims, JwtRegisteredClaimNames.Jti, credential.Id, "id", problems);
        if (claims.TryGetProperty(JwtRegisteredClaimNames.Sub, out _))
        {
            Match(claims, JwtRegisteredClaimNames.Sub, ReadSubjectId(claims), "subject's id", problems);
        }

        CheckTimes(claims, at, problems, warnings);
        if (claims.TryGetProperty("proof", out _))
        {
            warnings.Add(ProofInside);
        }
    }

    private static void RefuseWrapper(JsonElement claims, string name, List<Problem> problems)
    {
        if (claims.TryGetProperty(name, out _))
        {
            problems.Add(ProofProblems.BadClaim(
                $"the payload has a claim {name}; with VCDM 2.0 the payload is the credential itself", $"/{name}"));
        }
    }

    private static void Match(JsonElement claims, string name, string? expected, string member, List<Problem> problems)
    {
        if (!Agrees(claims, name, expected))
        {
            problems.Add(ProofProblems.BadClaim($"the claim {name} is not the credential's {member}", $"/{name}"));
        }
    }

    /// <summary>Whether the claim is absent or says the same. Where the credential says nothing, no claim may.</summary>
    private static bool Agrees(JsonElement owner, string name, string? expected) =>
        !owner.TryGetProperty(name, out var value)
        || (expected is not null && value.ValueKind == JsonValueKind.String && value.ValueEquals(expected));

    /// <summary>The id of the one subject; null when it has none, and when there are several.</summary>
    private static string? ReadSubjectId(JsonElement claims)
    {
        if (!claims.TryGetProperty("credentialSubject", out var subject))
        {
            return null;
        }

        if (subject.ValueKind == JsonValueKind.Array && subject.GetArrayLength() == 1)
        {
            subject = subject[0];
        }

        return subject.ValueKind == JsonValueKind.Object
            && subject.TryGetProperty("id", out var id)
            && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
    }

    /// <summary>RFC 7519 clauses 4.1.4 to 4.1.6, to the second that is written: no allowance for clocks that differ.</summary>
    private static void CheckTimes(JsonElement claims, DateTimeOffset at, List<Problem> problems, List<Problem> warnings)
    {
        var now = at.ToUnixTimeMilliseconds() / 1000.0;
        if (ReadTime(claims, JwtRegisteredClaimNames.Exp, problems) is { } expires && now >= expires)
        {
            problems.Add(ProofProblems.OutOfTime($"the signature was in force until exp = {expires:R}; now it is {now:R}", "/exp"));
        }

        if (ReadTime(claims, JwtRegisteredClaimNames.Nbf, problems) is { } begins && now < begins)
        {
            problems.Add(ProofProblems.OutOfTime($"the signature is in force from nbf = {begins:R}; now it is {now:R}", "/nbf"));
        }

        if (ReadTime(claims, JwtRegisteredClaimNames.Iat, problems) is { } issued && now < issued)
        {
            warnings.Add(ProofProblems.OutOfTime($"the signature is said to be made at iat = {issued:R}; now it is {now:R}", "/iat"));
        }
    }

    private static double? ReadTime(JsonElement claims, string name, List<Problem> problems)
    {
        if (!claims.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds))
        {
            return seconds;
        }

        problems.Add(ProofProblems.BadClaim($"the claim {name} is not a number of seconds", $"/{name}"));
        return null;
    }
}

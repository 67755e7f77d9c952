using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Untp.Credentials.Proofs;

/// <summary>
/// Where and on whose question a token holds. A presentation names its audience by <c>aud</c> (RFC 7519 clause 4.1.3) and answers by
/// <c>nonce</c>; a credential is bound to no domain and answers no challenge: who asks for one must not be told that it does.
/// </summary>
internal static class JoseBounds
{
    private const string Nonce = "nonce";

    public static void Check(CheckContext context, List<Problem> problems, List<Problem> warnings)
    {
        var (claims, options) = (context.Credential.Claims, context.Options);
        if (context.Credential.Role != SecuredRole.Presentation)
        {
            RefuseAny(options, problems);
            return;
        }

        var audience = ReadAudience(claims);
        if (options.Domain is { } domain && (audience is null || !domain.ToHashSet(StringComparer.Ordinal).SetEquals(audience)))
        {
            problems.Add(ProofProblems.WrongDomain("the token's aud is not the domain that was asked for", "/aud"));
        }
        else if (options.Domain is null && claims.TryGetProperty(JwtRegisteredClaimNames.Aud, out _))
        {
            warnings.Add(ProofProblems.WrongDomain("the token names an audience, and the caller did not say which one this is", "/aud"));
        }

        if (options.Challenge is { } challenge && !(claims.TryGetProperty(Nonce, out var nonce) && IsText(nonce, challenge)))
        {
            problems.Add(ProofProblems.WrongChallenge("the token's nonce is not the challenge that was given", "/nonce"));
        }
        else if (options.Challenge is null && claims.TryGetProperty(Nonce, out _))
        {
            warnings.Add(ProofProblems.WrongChallenge("the token answers a challenge, and the caller did not say which", "/nonce"));
        }
    }

    private static void RefuseAny(VerificationOptions options, List<Problem> problems)
    {
        if (options.Domain is not null)
        {
            problems.Add(ProofProblems.WrongDomain("a token names no domain, and one was asked for"));
        }

        if (options.Challenge is not null)
        {
            problems.Add(ProofProblems.WrongChallenge("a token answers no challenge, and one was given"));
        }
    }

    private static bool IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    /// <summary>One string or an array of some; null for anything else.</summary>
    private static IEnumerable<string>? ReadAudience(JsonElement claims)
    {
        if (!claims.TryGetProperty(JwtRegisteredClaimNames.Aud, out var audience))
        {
            return null;
        }

        return audience.ValueKind == JsonValueKind.String ? [audience.GetString()!]
            : audience.ValueKind == JsonValueKind.Array && audience.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? audience.EnumerateArray().Select(item => item.GetString()!)
                : null;
    }
}

using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Untp.Credentials.Proofs;

/// <summary>What a token's header says of its signature, once nothing in it is refused.</summary>
/// <param name="Algorithm">The <c>alg</c>, one of <see cref="JwsAlgorithms"/>.</param>
/// <param name="KeyType">The kind of key that it needs.</param>
/// <param name="Kid">The <c>kid</c> as written; null when absent.</param>
internal sealed record JoseHeader(string Algorithm, KeyType KeyType, string? Kid)
{
    /// <summary>Members by which a token would bring its own key (RFC 7515 clauses 4.1.2 to 4.1.8).</summary>
    private static readonly string[] s_keyBearers =
    [
        JwtHeaderParameterNames.Jwk, JwtHeaderParameterNames.Jku, JwtHeaderParameterNames.X5c,
        JwtHeaderParameterNames.X5u, JwtHeaderParameterNames.X5t, "x5t#S256",
    ];

    /// <summary>Reads a header strictly and lists every fault; null when there is one.</summary>
    public static JoseHeader? Read(JsonElement header, SecuredRole role, List<Problem> problems, List<Problem> warnings)
    {
        var before = problems.Count;
        var algorithm = ReadText(header, JwtHeaderParameterNames.Alg, problems);
        if (JwsAlgorithms.KeyTypeOf(algorithm) is not { } keyType)
        {
            keyType = default;
            problems.Add(ProofProblems.Insecure(
                $"the header's alg is {Show(algorithm)}; EdDSA, Ed25519 and ES256 are supported"));
        }

        RefuseKeysAndExtensions(header, problems);
        CheckTyp(ReadText(header, JwtHeaderParameterNames.Typ, problems), role, problems, warnings);
        CheckCty(ReadText(header, JwtHeaderParameterNames.Cty, problems), role, warnings);
        var kid = ReadText(header, JwtHeaderParameterNames.Kid, problems);
        return problems.Count == before ? new JoseHeader(algorithm!, keyType, kid) : null;
    }

    /// <summary>A member as written, to be shown; null when it is absent or no string.</summary>
    public static string? Peek(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Excerpt.Of(value.GetString()!) : null;

    private static void RefuseKeysAndExtensions(JsonElement header, List<Problem> problems)
    {
        foreach (var name in s_keyBearers)
        {
            if (header.TryGetProperty(name, out _))
            {
                problems.Add(ProofProblems.Insecure($"the header carries {name}; keys come from the issuer's DID document only"));
            }
        }

        if (header.TryGetProperty("crit", out _))
        {
            problems.Add(ProofProblems.Insecure("the header carries crit (RFC 7515 clause 4.1.11); no extension is understood"));
        }

        if (header.TryGetProperty("b64", out var b64) && b64.ValueKind != JsonValueKind.True)
        {
            problems.Add(ProofProblems.Insecure("the header's b64 is not true: an unencoded payload (RFC 7797) is not understood"));
        }
    }

    /// <summary>VC-JOSE-COSE clause 3.1 writes vc+jwt or vp+jwt; its drafts vc-ld+jwt, VCDM 1.1 JWT; RFC 7519 makes it optional.</summary>
    private static void CheckTyp(string? typ, SecuredRole role, List<Problem> problems, List<Problem> warnings)
    {
        var given = MediaSubtype(typ);
        if (given is null)
        {
            warnings.Add(ProofProblems.Leniency($"the header has no typ; {role.TokenType} is expected"));
        }
        else if (given == "jwt" || given == $"{role.ContentType}-ld+jwt")
        {
            warnings.Add(ProofProblems.Leniency($"the header's typ is {Show(typ)}; {role.TokenType} is expected"));
        }
        else if (given != role.TokenType)
        {
            problems.Add(ProofProblems.Insecure($"the header's typ is {Show(typ)}, another kind of token; {role.TokenType} is expected"));
        }
    }

    private static void CheckCty(string? cty, SecuredRole role, List<Problem> warnings)
    {
        if (MediaSubtype(cty) is { } given && given != role.ContentType)
        {
            warnings.Add(ProofProblems.Leniency($"the header's cty is {Show(cty)}; {role.ContentType} is expected"));
        }
    }

    /// <summary>RFC 7515 clause 4.1.9: application/ may be left out; letters do not count in media types.</summary>
    private static string? MediaSubtype(string? type)
    {
        const string Prefix = "application/";
        var lower = type?.ToLowerInvariant();
        return lower?.StartsWith(Prefix, StringComparison.Ordinal) == true ? lower[Prefix.Length..] : lower;
    }

    private static string? ReadText(JsonElement header, string name, List<Problem> problems)
    {
        if (!header.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        problems.Add(ProofProblems.Insecure($"the header's {name} is not a string"));
        return null;
    }

    private static string Show(string? text) => text is null ? "absent" : $"\"{Excerpt.Of(text)}\"";
}

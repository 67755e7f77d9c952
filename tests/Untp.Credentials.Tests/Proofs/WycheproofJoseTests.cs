using System.Text;
using System.Text.Json;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>
/// Wycheproof's JWS and JWK files. Their payloads are no credentials, so that tokens are verified here as the check does it, without
/// the claims. RSA, HMAC and P-521 cases are refused as unsupported whatever their verdict: we have none of those algorithms.
/// Cases 372 and 373 are valid to Wycheproof with a foreign letter in the base64url; here they are unreadable.
/// </summary>
[Trait("Threat", "1")]
[Trait("Threat", "4")]
public class WycheproofJoseTests
{
    private const string JwsFile = "json_web_signature_test.json";
    private const string JwkFile = "json_web_key_test.json";

    public static TheoryData<string> JwsRows => [.. SignatureVectors.WycheproofNames(JwsFile)];

    public static TheoryData<string> JwkRows => [.. SignatureVectors.WycheproofNames(JwkFile)];

    [Theory]
    [MemberData(nameof(JwsRows))]
    public void Agrees_on_signatures(string test)
    {
        var (group, row) = SignatureVectors.WycheproofTest(JwsFile, test);
        AssertVerdict(row, group.TryGetProperty("public", out var key) ? key : group.GetProperty("private"));
    }

    /// <summary>Cases 1 to 4 are about choosing from a set of keys by kid: here each key of the set is tried, and none fits.</summary>
    [Theory]
    [MemberData(nameof(JwkRows))]
    public void Agrees_on_keys(string test)
    {
        var (group, row) = SignatureVectors.WycheproofTest(JwkFile, test);
        var owner = group.TryGetProperty("public", out var key) ? key : group.GetProperty("private");
        foreach (var one in owner.TryGetProperty("keys", out var set) ? set.EnumerateArray().ToArray() : [owner])
        {
            AssertVerdict(row, one);
        }
    }

    private static void AssertVerdict(JsonElement row, JsonElement jwk)
    {
        var isValid = row.GetProperty("result").GetString() == "valid";
        var isOurs = jwk.GetProperty("kty").GetString() is "OKP" or "EC" && jwk.GetProperty("crv").GetString() is "Ed25519" or "P-256";
        var jws = row.GetProperty("jws");
        var token = jws.ValueKind == JsonValueKind.String ? jws.GetString()! : jws.GetRawText();

        Assert.Equal(isValid && isOurs, Verifies(token, jwk, out var isReadable, out var problems));
        if (isValid && !isOurs && isReadable)
        {
            Assert.Contains("supported", Assert.Single(problems).Detail, StringComparison.Ordinal);
        }
    }

    private static bool Verifies(string token, JsonElement jwk, out bool isReadable, out List<Problem> problems)
    {
        problems = [];
        isReadable = JwsEnvelope.TryParse(Encoding.UTF8.GetBytes(token), ParsingLimits.Default, out var envelope, out _);
        if (envelope is null)
        {
            return false;
        }

        using (envelope)
        {
            var proof = new JoseProof(new IssuerKeys(new DidResolver(new DidResolverOptions(), new ManualTime())));
            return JoseHeader.Read(envelope.Header, SecuredRole.Credential, problems, []) is { } header
                && VerificationKey.TryReadJwk(jwk, out var key, out _)
                && key.Type == header.KeyType
                && proof.Holds(envelope, header.Algorithm, key);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>A signed passport with one thing changed, whatever it is, does not verify.</summary>
[Trait("Threat", "8")]
public sealed class SingleChangePropertyTests
{
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    private static readonly ManualTime s_time = new();

    private static readonly CredentialVerifier s_verifier = CredentialVerifier.Create(
        s_vocabulary, new DidResolver(new DidResolverOptions(), s_time), new StatusOptions(), s_time);

    [Theory]
    [InlineData("eddsa-jcs-2022")]
    [InlineData("eddsa-rdfc-2022")]
    public async Task Any_single_change_of_a_name_a_type_or_a_value_is_refused(string suite)
    {
        var signed = await SignAsync(suite);
        Assert.True(await IsVerifiedAsync(signed));
        var places = SingleChange.CountPlaces(JsonNode.Parse(signed)!);
        var survivors = new List<string>();
        for (var place = 0; place < places; place++)
        {
            for (var kind = 0; kind < SingleChange.Kinds; kind++)
            {
                if (new SingleChange(place, kind, 7).ApplyTo(signed) is { } changed && await IsVerifiedAsync(changed.Json))
                {
                    survivors.Add(changed.Where);
                }
            }
        }

        Assert.True(survivors.Count == 0, string.Join('\n', survivors));
    }

    private static async Task<string> SignAsync(string suite)
    {
        using var key = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("the maker"u8));
        var did = "did:key:" + key.VerificationKey.ToMultibase();
        var passport = Checks.Sample("battery-passport.json");
        passport["issuer"]!["id"] = did;
        var signed = await new DataIntegritySigner(s_vocabulary).SignAsync(
            Encoding.UTF8.GetBytes(passport.ToJsonString()),
            new ProofOptions { Cryptosuite = suite, Created = s_time.GetUtcNow() },
            new KeySigner(key, $"{did}#{did["did:key:".Length..]}"),
            CancellationToken.None);
        return Encoding.UTF8.GetString(signed);
    }

    private static async Task<bool> IsVerifiedAsync(string json)
    {
        using var credential = Given.Credential(json, MediaTypes.Vc);
        return (await s_verifier.VerifyAsync(credential, VerificationOptions.Default, new NoFetcher(), CancellationToken.None)).IsVerified;
    }
}

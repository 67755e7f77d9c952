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
        var signed = await SignAsync(suite, Passport());
        Assert.True(await IsVerifiedAsync(signed));
        var places = SingleChange.CountPlaces(JsonNode.Parse(signed)!);
        var changes = from place in Gen.Choose(0, places - 1)
                      from kind in Gen.Choose(0, SingleChange.Kinds - 1)
                      from salt in Gen.Choose(1, 1000)
                      select new SingleChange(place, kind, salt);

        // a change that does not apply to its place has nothing to show
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(changes.ToArbitrary(), change => change.ApplyTo(signed) is not { } changed || !IsVerified(changed.Json)));
    }

    /// <summary>
    /// What an RDF suite lets pass, because the RDF stays the same, is decided here: the schema refuses another type; the order of a set,
    /// a statement made twice and another spelling of a number say nothing else.
    /// </summary>
    [Theory]
    [InlineData("number as text", "untp", false)]
    [InlineData("array of one as its item", "untp", false)]
    [InlineData("number in another spelling", "untp", true)]
    [InlineData("number in another spelling", "w3c", true)]
    [InlineData("array reordered", "untp", true)]
    [InlineData("item twice", "untp", true)]
    [InlineData("more types", "untp", false)]
    [InlineData("more types", "w3c", false)]
    [InlineData("empty array", "untp", true)]
    public async Task Decides_what_changes_no_RDF(string change, string profile, bool isVerified)
    {
        var signed = JsonNode.Parse(await SignAsync("eddsa-rdfc-2022", Passport()))!;
        Change(signed, change);
        using var credential = Given.Credential(signed.ToJsonString(), MediaTypes.Vc);
        var options = new VerificationOptions(profile == "w3c" ? VerificationProfile.W3c : VerificationProfile.Untp);
        var report = await s_verifier.VerifyAsync(credential, options, new NoFetcher(), CancellationToken.None);
        Assert.Equal(isVerified, report.IsVerified);

        var jcs = JsonNode.Parse(await SignAsync("eddsa-jcs-2022", Passport()))!;
        Change(jcs, change);
        Assert.Equal(change == "number in another spelling", await IsVerifiedAsync(jcs.ToJsonString()));
    }

    private static void Change(JsonNode passport, string change)
    {
        var subject = passport["credentialSubject"]!.AsObject();
        var materials = subject["materialProvenance"]!.AsArray();
        var fraction = materials[0]!["massFraction"]!;
        switch (change)
        {
            case "number as text":
                materials[0]!["massFraction"] = fraction.ToJsonString();
                break;
            case "number in another spelling":
                materials[0]!["massFraction"] = JsonNode.Parse(fraction.ToJsonString() + "0e0");
                break;
            case "array of one as its item":
                subject["productCategory"] = subject["productCategory"]![0]!.DeepClone();
                break;
            case "array reordered":
                subject["materialProvenance"] = new JsonArray([.. materials.Reverse().Select(m => m!.DeepClone())]);
                break;
            case "item twice":
                passport["type"]!.AsArray().Add("VerifiableCredential");
                break;
            case "more types":
                passport["type"]!.AsArray().Add("DigitalFacilityRecord");
                break;
            default:
                subject["productLabel"] = new JsonArray();
                break;
        }
    }

    private static JsonNode Passport() => Checks.Sample("battery-passport.json");

    private static async Task<string> SignAsync(string suite, JsonNode passport)
    {
        using var key = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("the maker"u8));
        var did = "did:key:" + key.VerificationKey.ToMultibase();
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

    /// <summary>With a did:key and no way out, nothing is waited for.</summary>
    private static bool IsVerified(string json) => IsVerifiedAsync(json).GetAwaiter().GetResult();
}

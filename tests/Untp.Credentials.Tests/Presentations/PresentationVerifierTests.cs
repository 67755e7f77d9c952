using System.Text;
using System.Text.Json;
using Untp.Credentials.Dids;
using Untp.Credentials.Presentations;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests.Presentations;

/// <summary>Presentations by a did:key, verified in process.</summary>
public sealed class PresentationVerifierTests : IDisposable
{
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    private readonly ManualTime _time = new();
    private readonly SigningKey _key = SigningKey.Generate(KeyType.Ed25519);

    private string Did => "did:key:" + _key.VerificationKey.ToMultibase();

    private KeySigner Signer => new(_key, $"{Did}#{Did["did:key:".Length..]}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shows_whose_it_is_where_it_names_no_holder(bool isToken)
    {
        var report = await VerifyAsync(await SignAsync(Text(""), isToken));
        Assert.True(report.IsVerified, string.Join("; ", report.Own.Checks.SelectMany(c => c.Problems).Select(p => p.Detail)));
        Assert.Equal(Did, report.Holder);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Threat", "3")]
    public async Task Refuses_a_holder_who_did_not_sign_and_shows_none(bool isToken)
    {
        var report = await VerifyAsync(await SignAsync(Text("\"holder\": \"did:web:somebody.example\","), isToken));
        Assert.False(report.IsVerified);
        Assert.Null(report.Holder);
        Assert.Equal(Verdict.Failed, report.Own[CheckNames.Proof].Verdict);
    }

    [Fact]
    public async Task A_subset_of_checks_never_verifies()
    {
        var signed = await SignAsync(Text(""), true);
        Assert.False((await VerifyAsync(signed, new VerificationOptions(VerificationProfile.Untp, [CheckNames.Proof]))).IsVerified);
        Assert.True((await VerifyAsync(signed, new VerificationOptions(VerificationProfile.W3c))).IsVerified);
    }

    /// <summary>By profile untp a key for authentication makes no claims; a credential in it has a proof of its own.</summary>
    [Theory]
    [InlineData("w3c", true)]
    [InlineData("untp", false)]
    public async Task Secures_claims_of_its_holders_own_by_profile_w3c_only(string profile, bool holds)
    {
        var own = Given.MinimalClaims();
        own["issuer"] = Did;
        var text = Text($"\"holder\": \"{Did}\", \"verifiableCredential\": [{own.ToJsonString()}],");
        var options = new VerificationOptions(profile == "w3c" ? VerificationProfile.W3c : VerificationProfile.Untp);
        var report = await VerifyAsync(await SignAsync(text, isToken: true), options);
        Assert.Equal((Did, holds), (report.Holder, Assert.Single(report.Credentials).Report[CheckNames.Proof].Verdict == Verdict.Passed));
        Assert.True(report.Credentials[0].IsIssuedByHolder);
        Assert.Equal(holds, report.IsVerified);
    }

    [Fact]
    public async Task Reports_what_cannot_be_read_in_its_place()
    {
        var text = Text("\"verifiableCredential\": [{\"@context\": \"https://www.w3.org/ns/credentials/v2\", "
            + "\"type\": \"EnvelopedVerifiableCredential\", \"id\": \"data:application/vc+jwt,x\"}],");
        var item = Assert.Single((await VerifyAsync(await SignAsync(text, isToken: true))).Credentials);
        Assert.Equal(("/verifiableCredential/0", ProblemTypes.Parsing), (item.Pointer, item.Report.Checks[0].Problems[0].Type));
    }

    public void Dispose() => _key.Dispose();

    private static string Text(string members) =>
        $$"""{"@context": ["https://www.w3.org/ns/credentials/v2"], {{members}} "type": ["VerifiablePresentation"]}""";

    private async Task<byte[]> SignAsync(string presentation, bool isToken)
    {
        var bytes = Encoding.UTF8.GetBytes(presentation);
        return isToken
            ? [(byte)'"', .. await VcJwt.SignReadPresentationAsync(bytes, Signer, CancellationToken.None), (byte)'"']
            : await new DataIntegritySigner(s_vocabulary).SignPresentationAsync(
                bytes, new ProofOptions { Cryptosuite = "eddsa-jcs-2022" }, Signer, CancellationToken.None);
    }

    private async Task<PresentationReport> VerifyAsync(byte[] signed, VerificationOptions? options = null)
    {
        var dids = new DidResolver(new DidResolverOptions(), _time);
        var credentials = CredentialVerifier.Create(s_vocabulary, dids, new StatusOptions(), _time);
        var verifier = new PresentationVerifier(s_vocabulary, dids, credentials, _time, new ProofLimits());
        using var body = JsonDocument.Parse(signed);
        Assert.True(Presentation.TryParse(body.RootElement, signed, ParsingLimits.Default, out var presentation, out var problem), problem?.Detail);
        using (presentation)
        {
            return await verifier.VerifyAsync(presentation, options ?? VerificationOptions.Default, new NoFetcher(), CancellationToken.None);
        }
    }
}

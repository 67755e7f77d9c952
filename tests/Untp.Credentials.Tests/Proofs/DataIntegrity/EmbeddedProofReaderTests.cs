using System.Text.Json;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>Data Integrity 1.0 clause 2.1, member by member.</summary>
public class EmbeddedProofReaderTests
{
    /// <summary>64 zero bytes.</summary>
    private static readonly string s_signature = "z" + new string('1', 64);

    [Fact]
    public void Reads_every_member()
    {
        var proof = Read(With("""
            "id":"urn:uuid:1","created":"2026-01-01T00:00:00Z","expires":"2027-01-01T00:00:00+01:00","domain":["a","b"],"challenge":"c",
            "nonce":"n","previousProof":["urn:uuid:2"]
            """), out _)!;
        Assert.Equal(("urn:uuid:1", "did:web:a.example#k", "did:web:a.example"), (proof.Id, proof.VerificationMethod, proof.Controller));
        Assert.Equal(("assertionMethod", "c", Cryptosuite.EddsaRdfc2022), (proof.Purpose, proof.Challenge, proof.Suite));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero), proof.Expires!.Value);
        Assert.Equal(["a", "b"], proof.Domain!);
        Assert.Equal(["urn:uuid:2"], proof.PreviousProof);
        Assert.Equal(64, proof.Signature.Length);
    }

    [Fact]
    public void Takes_one_domain_and_one_previous_proof_as_a_string()
    {
        var proof = Read(With("\"domain\":\"a\",\"previousProof\":\"urn:uuid:2\""), out _)!;
        Assert.Equal(["a"], proof.Domain!);
        Assert.Equal(["urn:uuid:2"], proof.PreviousProof);
    }

    [Fact]
    public void Needs_no_more_than_five_members()
    {
        var proof = Read(With(""), out var problems)!;
        Assert.Empty(problems);
        Assert.Equal((null, null, null, null, null), (proof.Id, proof.Created, proof.Expires, proof.Domain, proof.Challenge));
    }

    [Theory]
    [InlineData("\"id\":7", "id")]
    [InlineData("\"id\":\"relative\"", "id")]
    [InlineData("\"created\":\"yesterday\"", "created")]
    [InlineData("\"created\":\"2026-02-30T00:00:00Z\"", "created")]
    [InlineData("\"created\":\"2026-01-01\"", "created")]
    [InlineData("\"created\":\"2026-01-01T00:00:00z\"", "created")]
    [InlineData("\"created\":[\"2026-01-01T00:00:00Z\"]", "created")]
    [InlineData("\"created\":1767225600", "created")]
    [InlineData("\"created\":null", "created")]
    [InlineData("\"expires\":\"\"", "expires")]
    [InlineData("\"domain\":7", "domain")]
    [InlineData("\"domain\":[]", "domain")]
    [InlineData("\"domain\":[\"a\",null]", "domain")]
    [InlineData("\"challenge\":[\"c\"]", "challenge")]
    [InlineData("\"nonce\":{\"@value\":\"n\"}", "nonce")]
    [InlineData("\"previousProof\":[]", "previousProof")]
    [InlineData("\"previousProof\":{\"id\":\"urn:uuid:2\"}", "previousProof")]
    public void Refuses_an_ill_formed_member_by_name(string member, string name)
    {
        Assert.Null(Read(With(member), out var problems));
        var problem = Assert.Single(problems);
        Assert.Equal((ProblemTypes.ProofVerification, $"/proof/{name}"), (problem.Type, problem.Pointer));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("cryptosuite")]
    [InlineData("verificationMethod")]
    [InlineData("proofPurpose")]
    [InlineData("proofValue")]
    public void Refuses_a_proof_without_what_it_must_have(string name)
    {
        Assert.Null(Read(With("").Replace($"\"{name}\"", "\"was\"", StringComparison.Ordinal), out var problems));
        Assert.Contains(problems, p => p.Pointer == $"/proof/{name}" && p.Detail == $"{name} is absent");
    }

    [Theory]
    [InlineData("DataIntegrityProof", "ecdsa-rdfc-2019", "\"ecdsa-rdfc-2019\"")]
    [InlineData("DataIntegrityProof", "EDDSA-RDFC-2022", "\"EDDSA-RDFC-2022\"")]
    [InlineData("DataIntegrityProof", "", "\"\"")]
    [InlineData("JsonWebSignature2020", "eddsa-rdfc-2022", "\"JsonWebSignature2020\"")]
    [InlineData("Ed25519Signature2018", "eddsa-rdfc-2022", "\"Ed25519Signature2018\"")]
    [InlineData("Ed25519Signature2020", "eddsa-rdfc-2022", "\"Ed25519Signature2020\"")]
    [InlineData("https://w3id.org/security#DataIntegrityProof", "eddsa-rdfc-2022", "security#DataIntegrityProof\"")]
    public void Names_a_suite_that_is_not_supported(string type, string suite, string named)
    {
        var json = With("").Replace("DataIntegrityProof", type, StringComparison.Ordinal).Replace("eddsa-rdfc-2022", suite, StringComparison.Ordinal);
        Assert.Null(Read(json, out var problems));
        var problem = Assert.Single(problems);
        Assert.Equal((ProblemTypes.ProofVerification, "/proof"), (problem.Type, problem.Pointer));
        Assert.Contains(named, problem.Detail, StringComparison.Ordinal);
        Assert.Contains("eddsa-jcs-2022", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"DataIntegrityProof\"]")]
    [InlineData("null")]
    public void Refuses_a_type_that_is_no_string(string type)
    {
        Assert.Null(Read(With("").Replace("\"DataIntegrityProof\"", type, StringComparison.Ordinal), out var problems));
        Assert.Equal("/proof/type", Assert.Single(problems).Pointer);
    }

    [Theory]
    [Trait("Threat", "2")]
    [InlineData("did:web:a.example")]
    [InlineData("did:web:a.example#")]
    [InlineData("#k")]
    [InlineData("k")]
    [InlineData("https://a.example/keys#k")]
    public void Refuses_a_verification_method_that_is_no_absolute_URL_of_a_key(string method)
    {
        Assert.Null(Read(With("").Replace("did:web:a.example#k", method, StringComparison.Ordinal), out var problems));
        var problem = Assert.Single(problems);
        Assert.Equal((ProblemTypes.InvalidVerificationMethod, "/proof/verificationMethod"), (problem.Type, problem.Pointer));
    }

    [Theory]
    [InlineData("keyAgreement")]
    [InlineData("capabilityInvocation")]
    [InlineData("AssertionMethod")]
    [InlineData("https://w3id.org/security#assertionMethod")]
    public void Refuses_a_purpose_for_which_no_credential_is_signed(string purpose)
    {
        Assert.Null(Read(With("").Replace("assertionMethod", purpose, StringComparison.Ordinal), out var problems));
        Assert.Equal("/proof/proofPurpose", Assert.Single(problems).Pointer);
    }

    public static TheoryData<string> WrongSignatures =>
    [
        "", "z", s_signature[1..], s_signature + "1", s_signature[..^1], "Z" + s_signature[1..], "u" + s_signature[1..],
        s_signature[..^1] + "0", s_signature[..^1] + "O", s_signature[..^1] + " ", " " + s_signature, s_signature + "\\n",
        "z" + new string('1', 63) + "zz", "z" + new string('z', 5000),
    ];

    [Theory]
    [MemberData(nameof(WrongSignatures))]
    [Trait("Threat", "4")]
    public void Refuses_a_proof_value_that_is_not_64_bytes_in_base58btc(string value)
    {
        Assert.Null(Read(With("").Replace(s_signature, value, StringComparison.Ordinal), out var problems));
        Assert.Equal("/proof/proofValue", Assert.Single(problems).Pointer);
    }

    [Fact]
    public void Takes_a_time_without_zone_for_UTC_and_says_so()
    {
        using var json = JsonDocument.Parse(With("\"created\":\"2026-01-01T00:00:00\""));
        var reader = new EmbeddedProofReader(json.RootElement, "/proof");
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), reader.Read()!.Created!.Value);
        Assert.Equal("/proof/created", Assert.Single(reader.Warnings).Pointer);
    }

    /// <summary>What no context gives a meaning to does not reach the RDF, so nobody signed it; aliases could be read by others.</summary>
    [Theory]
    [Trait("Threat", "8")]
    [InlineData("eddsa-rdfc-2022", "\"note\":\"x\"", false)]
    [InlineData("eddsa-rdfc-2022", "\"@id\":\"urn:x\"", false)]
    [InlineData("eddsa-rdfc-2022", "\"@type\":\"DataIntegrityProof\"", false)]
    [InlineData("eddsa-rdfc-2022", "\"https://w3id.org/security#nonce\":\"x\"", false)]
    [InlineData("eddsa-jcs-2022", "\"note\":\"x\"", true)]
    public void Refuses_members_that_an_RDF_suite_is_not_sure_to_sign(string suite, string member, bool isRead)
    {
        var proof = Read(With(member).Replace("eddsa-rdfc-2022", suite, StringComparison.Ordinal), out var problems);
        Assert.Equal(isRead, proof is not null);
        Assert.Equal(isRead ? [] : ["/proof"], problems.Select(p => p.Pointer));
    }

    [Fact]
    public void Names_one_of_many_members_without_meaning()
    {
        Read(With(string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"m{i}\":1"))), out var problems);
        Assert.Contains("\"m0\"", Assert.Single(problems).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("\"previousProof\":\"urn:uuid:2\"", false)]
    public void Reads_the_older_suite_which_knows_no_chains(string member, bool isRead)
    {
        var json = With(member).Replace("\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-rdfc-2022\"", "\"Ed25519Signature2020\"", StringComparison.Ordinal);
        Assert.Equal(isRead ? Cryptosuite.Ed25519Signature2020 : null, Read(json, out _)?.Suite);
    }

    private static string With(string more) => $$"""
        {"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022","verificationMethod":"did:web:a.example#k",
        "proofPurpose":"assertionMethod","proofValue":"{{s_signature}}"{{(more.Length == 0 ? "" : "," + more)}}}
        """;

    private static EmbeddedProof? Read(string json, out List<Problem> problems)
    {
        using var document = JsonDocument.Parse(json);
        var reader = new EmbeddedProofReader(document.RootElement.Clone(), "/proof");
        var proof = reader.Read();
        problems = reader.Problems;
        return proof;
    }
}

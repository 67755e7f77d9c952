using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Issuing;
using static Gateway.Tests.Conformance.SuiteHost;

namespace Gateway.Tests.Conformance;

/// <summary>Data Integrity 1.0 and its EdDSA cryptosuites: the proof that an issuer makes, and each one that a verifier refuses.</summary>
public sealed class DataIntegrityTests(SuiteHost suite) : IClassFixture<SuiteHost>
{
    public static TheoryData<string> Suites => ["eddsa-rdfc-2022", "eddsa-jcs-2022"];

    /// <summary>Data Integrity 1.0 clause 2.1; EdDSA Cryptosuites 1.0 clauses 2.1.1, 2.2.1.</summary>
    [Theory, MemberData(nameof(Suites))]
    public async Task A_proof_has_the_members_that_it_must_have(string name)
    {
        var proof = (await IssueAsync(name))["proof"]!;
        Assert.Equal(("DataIntegrityProof", name, "assertionMethod"), (Text(proof, "type"), Text(proof, "cryptosuite"), Text(proof, "proofPurpose")));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", Text(proof, "created"));
        Assert.StartsWith("z", Text(proof, "proofValue"), StringComparison.Ordinal);
        var method = Text(proof, "verificationMethod")!;
        Assert.StartsWith(IssuingHost.Root + "#z6Mk", method, StringComparison.Ordinal);
        using var response = await suite.Gateway.Client().GetAsync("/.well-known/did.json");
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var key = document["verificationMethod"]!.AsArray().Single(m => (string?)m!["id"] == method)!;
        Assert.Equal(("Multikey", IssuingHost.Root), (Text(key, "type"), Text(key, "controller")));
        Assert.StartsWith("z6Mk", Text(key, "publicKeyMultibase"), StringComparison.Ordinal);
        Assert.Null(key["secretKeyMultibase"]);
        Assert.Contains(method, IssuingHost.Texts(document["assertionMethod"]));
    }

    /// <summary>Clauses 2.1 and 4.4: a proof of which a member is missing, of another kind, or changed.</summary>
    [Theory]
    [InlineData("type", null)]
    [InlineData("type", "\"UnknownProofType\"")]
    [InlineData("type", "4")]
    [InlineData("cryptosuite", null)]
    [InlineData("cryptosuite", "\"UnknownCryptosuite\"")]
    [InlineData("cryptosuite", "4")]
    [InlineData("verificationMethod", null)]
    [InlineData("verificationMethod", "\"not a url\"")]
    [InlineData("verificationMethod", "\"did:web:gateway.example#other\"")]
    [InlineData("verificationMethod", "4")]
    [InlineData("proofPurpose", null)]
    [InlineData("proofPurpose", "\"invalidPurpose\"")]
    [InlineData("proofPurpose", "\"authentication\"")]
    [InlineData("proofValue", null)]
    [InlineData("proofValue", "\"\"")]
    [InlineData("proofValue", "\"uAAAA\"")]
    [InlineData("proofValue", "\"zInvalid0OIl\"")]
    [InlineData("created", "\"yesterday\"")]
    [InlineData("created", "\"2025-01-01T00:00:00Z\"")]
    [InlineData("expires", "\"2001-01-01T00:00:00Z\"")]
    [InlineData("domain", "\"https://added.example\"")]
    [InlineData("challenge", "\"added\"")]
    [InlineData("nonce", "\"added\"")]
    [InlineData("previousProof", "\"urn:uuid:not-there\"")]
    public async Task A_proof_with_another_member_is_refused(string member, string? value)
    {
        foreach (var name in Suites)
        {
            var issued = await IssueAsync(name.Data);
            issued["proof"]!.AsObject().Remove(member);
            if (value is not null)
            {
                issued["proof"]![member] = JsonNode.Parse(value);
            }

            var (status, report) = await suite.VerifyAsync(issued);
            Assert.True(status == HttpStatusCode.UnprocessableEntity, $"{name.Data}: {report}");
            var problem = report["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!["problems"]![0]!;
            Assert.True(Uri.TryCreate((string?)problem["type"], UriKind.Absolute, out _));
        }
    }

    /// <summary>Clause 4.4 and 4.5: what is signed is the whole document.</summary>
    [Theory, MemberData(nameof(Suites))]
    public async Task A_document_of_which_a_member_was_changed_added_or_removed_is_refused(string name)
    {
        foreach (var change in new Action<JsonNode>[]
        {
            d => d["name"] = "another",
            d => d.AsObject().Remove("name"),
            d => d["description"] = "added",
            d => d["credentialSubject"]!["id"] = "did:example:other",
            d => d["@context"]!.AsArray().Add(new JsonObject { ["added"] = "https://a.example/added" }),
            d => d.AsObject().Remove("proof"),
            d => d["proof"] = new JsonArray(),
        })
        {
            var issued = await IssueAsync(name);
            change(issued);
            var (status, report) = await suite.VerifyAsync(issued);
            Assert.True(status == HttpStatusCode.UnprocessableEntity, report.ToJsonString());
        }
    }

    /// <summary>Clause 4.3: a set, and a chain by previousProof; each proof of it counts.</summary>
    [Theory, MemberData(nameof(Suites))]
    public async Task Proof_sets_and_chains_are_made_and_verified_and_a_wrong_one_in_them_is_refused(string name)
    {
        var first = await suite.IssuedAsync(Named(), $$"""{"cryptosuite": "{{name}}", "credentialStatus": false, "proofId": "urn:uuid:1"}""");
        foreach (var options in new[]
        {
            $$"""{"cryptosuite": "{{name}}", "credentialStatus": false}""",
            $$"""{"cryptosuite": "{{name}}", "credentialStatus": false, "previousProof": "urn:uuid:1"}""",
        })
        {
            // a draft with a proof is given whole, and nothing is filled in
            var second = await suite.IssuedAsync(first.DeepClone().AsObject(), options);
            Assert.Equal(2, second["proof"]!.AsArray().Count);
            Assert.Equal(HttpStatusCode.OK, (await suite.VerifyAsync(second)).Status);
            second["proof"]![0]!["proofValue"] = (string)second["proof"]![1]!["proofValue"]!;
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.VerifyAsync(second)).Status);
        }
    }

    /// <summary>A context inside the document: canonical JSON signs it; RDF would not, and what nobody signs is refused (see CONFORMANCE.md).</summary>
    [Theory]
    [InlineData("eddsa-jcs-2022", HttpStatusCode.Created)]
    [InlineData("eddsa-rdfc-2022", HttpStatusCode.UnprocessableEntity)]
    public async Task A_context_written_into_the_document_is_signed_where_the_signature_covers_it(string name, HttpStatusCode expected)
    {
        var credential = Credential("""{"@context": ["https://www.w3.org/ns/credentials/v2", {"@protected": true, "licence": "urn:example:licence"}]}""");
        var (status, answer) = await suite.IssueAsync(credential, $$"""{"cryptosuite": "{{name}}"}""");
        Assert.True(status == expected, answer.ToJsonString());
        if (status == HttpStatusCode.Created)
        {
            var issued = answer["verifiableCredential"]!;
            Assert.Equal(HttpStatusCode.OK, (await suite.VerifyAsync(issued)).Status);
            issued["@context"]![1]!["licence"] = "urn:example:other";
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.VerifyAsync(issued)).Status);
        }
    }

    /// <summary>EdDSA Cryptosuites 1.0 clause 3.2.3: what JSON-LD cannot transform without loss is not signed.</summary>
    [Theory]
    [InlineData("""{"undefinedTerm": "x"}""")]
    [InlineData("""{"@context": ["https://www.w3.org/ns/credentials/v2", "https://unknown.example/context"]}""")]
    public async Task What_has_no_canonical_form_is_not_signed_as_RDF(string members)
    {
        var (status, answer) = await suite.IssueAsync(Credential(members), """{"cryptosuite": "eddsa-rdfc-2022"}""");
        Assert.True(status == HttpStatusCode.UnprocessableEntity, answer.ToJsonString());
    }

    /// <summary>With the subject that the W3C's suite of EdDSA sends.</summary>
    private static JsonObject Named() => Credential(
        """
        {
          "name": "A name", "validFrom": "2026-01-01T00:00:00Z",
          "credentialSubject": {"id": "did:key:z6MktKwz7Ge1Yxzr4JHavN33wiwa8y81QdcMRLXQsrH9T53b", "name": "A claim"}
        }
        """);

    private Task<JsonNode> IssueAsync(string name) =>
        suite.IssuedAsync(Named(), $$"""{"cryptosuite": "{{name}}", "credentialStatus": false}""");

    private static string? Text(JsonNode owner, string member) => (string?)owner[member];
}

using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Issuing;

namespace Gateway.Tests.Conformance;

/// <summary>DID Resolution 1.0, its HTTP binding (clause 12.1), and DID 1.0's rules of a document, for every method that is resolved.</summary>
public sealed class DidResolutionTests(SuiteHost suite) : IClassFixture<SuiteHost>
{
    private const string Key = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    private const string P256 = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
    private const string Jwk =
        "did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6Ijl6clhocllfWnRaVGROazU1UXZUVHFSbnFHZjJqZExLM2FLV09DbmI4bDgifQ";

    /// <summary>Clauses 4.1, 5 and 9: the three parts; the document's id is the DID.</summary>
    [Theory]
    [InlineData(Key)]
    [InlineData(P256)]
    [InlineData(Jwk)]
    [InlineData(IssuingHost.Root)]
    public async Task A_result_has_document_and_both_metadata_and_the_document_is_that_of_the_did(string did)
    {
        var (status, mediaType, result) = await ResolveAsync(did);
        Assert.Equal((HttpStatusCode.OK, "application/did-resolution"), (status, mediaType));
        Assert.Equal(["didDocument", "didResolutionMetadata", "didDocumentMetadata"], result.AsObject().Select(m => m.Key));
        Assert.Equal(did, (string?)result["didDocument"]!["id"]);
        Assert.Null(result["didResolutionMetadata"]!["error"]);
        Assert.NotNull((string?)result["didResolutionMetadata"]!["contentType"]);
        Assert.All(result["didDocument"]!["verificationMethod"]!.AsArray(), method =>
        {
            Assert.StartsWith(did + "#", (string?)method!["id"], StringComparison.Ordinal);
            Assert.NotNull((string?)method["type"]);
            Assert.Equal(did, (string?)method["controller"]);
            Assert.True(method["publicKeyJwk"] is null || method["publicKeyJwk"]!["d"] is null);
        });
    }

    /// <summary>Clauses 4.4, 11 and 12.1: without a document, an error with its type, and the status that goes with it.</summary>
    [Theory]
    [InlineData("did:key:abc", 400, "INVALID_DID")]
    [InlineData("did:web:", 400, "INVALID_DID")]
    [InlineData("no-did", 400, "INVALID_DID")]
    [InlineData("did:WEB:gateway.example", 400, "INVALID_DID")]
    [InlineData("did:example:123", 501, "METHOD_NOT_SUPPORTED")]
    [InlineData("did:web:gateway.example:nobody", 404, "NOT_FOUND")]
    [InlineData("did:web:gateway.example?versionId=0", 404, "NOT_FOUND")]
    [InlineData("did:web:gateway.example?versionId=x", 400, "INVALID_OPTIONS")]
    [InlineData("did:web:gateway.example?versionTime=2026-01-01T00:00:00Z", 501, "FEATURE_NOT_SUPPORTED")]
    public async Task An_error_has_its_type_its_status_and_no_document(string target, int expected, string type)
    {
        var (status, mediaType, result) = await ResolveAsync(target);
        Assert.Equal((expected, "application/did-resolution"), ((int)status, mediaType));
        Assert.Null(result["didDocument"]);
        Assert.Equal("https://www.w3.org/ns/did#" + type, (string?)result["didResolutionMetadata"]!["error"]!["type"]);
        Assert.Empty(result["didDocumentMetadata"]!.AsObject());
    }

    /// <summary>Clause 12.1: the representation that is accepted, or 406.</summary>
    [Theory]
    [InlineData("application/did-resolution", 200)]
    [InlineData("application/did", 200)]
    [InlineData("application/did+ld+json", 200)]
    [InlineData("application/did+json", 200)]
    [InlineData("text/turtle", 406)]
    public async Task The_representation_is_the_one_that_is_accepted(string accept, int expected)
    {
        var (status, mediaType, answer) = await ResolveAsync(Key, accept);
        Assert.Equal(expected, (int)status);
        if (status == HttpStatusCode.OK)
        {
            Assert.Equal(accept, mediaType);
            Assert.Equal(Key, (string?)(accept == "application/did-resolution" ? answer["didDocument"]! : answer)["id"]);
        }
        else
        {
            Assert.EndsWith("#REPRESENTATION_NOT_SUPPORTED", (string?)answer["didResolutionMetadata"]!["error"]!["type"], StringComparison.Ordinal);
        }
    }

    /// <summary>Clause 4.3: of a DID that can change, when it was made and which version it is.</summary>
    [Fact]
    public async Task Metadata_of_a_document_say_when_it_was_made_and_which_version_it_is()
    {
        var metadata = (await ResolveAsync(IssuingHost.Root)).Result["didDocumentMetadata"]!;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string?)metadata["created"]);
        Assert.NotNull((string?)metadata["versionId"]);
    }

    private async Task<(HttpStatusCode Status, string? MediaType, JsonNode Result)> ResolveAsync(string target, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dids/" + target);
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var response = await suite.Gateway.Client().SendAsync(request);
        return (
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}

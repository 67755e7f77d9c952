using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Issuing;
using static Gateway.Tests.Conformance.SuiteHost;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Conformance;

/// <summary>Bitstring Status List 1.0: the entry and the list that an issuer makes, and what a verifier makes of them.</summary>
public sealed class BitstringStatusListTests(SuiteHost suite) : IClassFixture<SuiteHost>
{
    /// <summary>Clause 2.1.</summary>
    [Theory]
    [InlineData("revocation")]
    [InlineData("suspension")]
    [InlineData("refresh")]
    [InlineData("message")]
    public async Task An_entry_has_type_purpose_index_as_text_and_the_url_of_its_list(string purpose)
    {
        var entry = await EntryAsync(purpose);
        Assert.Equal(("BitstringStatusListEntry", purpose), ((string?)entry["type"], (string?)entry["statusPurpose"]));
        Assert.Equal(JsonValueKind.String, entry["statusListIndex"]!.GetValueKind());
        Assert.Matches("^(0|[1-9][0-9]*)$", (string)entry["statusListIndex"]!);
        Assert.True(Uri.TryCreate((string?)entry["statusListCredential"], UriKind.Absolute, out _));
        Assert.NotEqual((string?)entry["statusListCredential"], (string?)entry["id"]);
    }

    /// <summary>Clauses 2.2, 3.1 and 3.3.</summary>
    [Theory]
    [InlineData("revocation")]
    [InlineData("suspension")]
    public async Task A_list_is_a_credential_by_the_data_model_with_a_bitstring_of_16_kilobytes_at_least(string purpose)
    {
        var entry = await EntryAsync(purpose);
        var list = await ListAsync(entry);
        var claims = list;
        Assert.NotNull(claims["proof"]);
        Assert.Contains("BitstringStatusListCredential", IssuingHost.Texts(claims["type"]));
        Assert.Contains("VerifiableCredential", IssuingHost.Texts(claims["type"]));
        Assert.Equal("https://www.w3.org/ns/credentials/v2", (string?)claims["@context"]![0]);
        Assert.Equal((string?)entry["statusListCredential"], (string?)claims["id"]);
        var subject = claims["credentialSubject"]!;
        Assert.Equal(("BitstringStatusList", purpose), ((string?)subject["type"], (string?)subject["statusPurpose"]));
        Assert.True((long)subject["ttl"]! > 0);
        Assert.True(claims["validFrom"] is not null && claims["validUntil"] is not null);
        var bits = Expand((string)subject["encodedList"]!);
        Assert.True(bits.Length >= 16 * 1024);
        Assert.Equal(0, Bit(bits, entry));

        // and it verifies as any credential does
        var (status, report) = await suite.VerifyAsync(list);
        Assert.True(status == HttpStatusCode.OK, report.ToJsonString());
    }

    /// <summary>Clauses 3.1 to 3.4: the bit at the index, from the left; set, the credential fails with the type of the specification.</summary>
    [Fact]
    public async Task A_set_entry_is_the_bit_at_its_index_from_the_left_and_fails_the_credential()
    {
        var credential = Credential($$"""{"id": "urn:uuid:{{Guid.NewGuid()}}"}""");
        var issued = await suite.IssuedAsync(credential);
        Assert.Equal(HttpStatusCode.OK, (await suite.VerifyAsync(issued)).Status);
        var (changed, _) = await suite.PostAsync(
            "/credentials/status", new JsonObject { ["credentialId"] = (string?)credential["id"], ["status"] = true });
        Assert.Equal(HttpStatusCode.OK, changed);
        var entry = Part(issued, 1)["credentialStatus"]!;
        var bits = Expand((string)(await ListAsync(entry))["credentialSubject"]!["encodedList"]!);
        Assert.Equal(1, Bit(bits, entry));
        var (status, report) = await suite.VerifyAsync(issued);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR", report.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Clause 3.2: an entry out of the list's range, and one whose members are not of their kind.</summary>
    [Theory]
    [InlineData("statusListIndex", "\"99999999\"", "RANGE_ERROR")]
    [InlineData("statusListIndex", "true", "MALFORMED_VALUE_ERROR")]
    [InlineData("statusListIndex", "\"-1\"", "MALFORMED_VALUE_ERROR")]
    [InlineData("statusListCredential", "4", "MALFORMED_VALUE_ERROR")]
    [InlineData("statusPurpose", "4", "MALFORMED_VALUE_ERROR")]
    [InlineData("statusPurpose", "\"suspension\"", "STATUS_VERIFICATION_ERROR")]
    [InlineData("statusSize", "0", "MALFORMED_VALUE_ERROR")]
    [InlineData("statusSize", "2", "MALFORMED_VALUE_ERROR")]
    public async Task An_entry_that_is_none_of_its_list_fails_with_the_error_of_the_specification(string member, string value, string error)
    {
        var entry = Part(await suite.IssuedAsync(Credential()), 1)["credentialStatus"]!.DeepClone();
        entry[member] = JsonNode.Parse(value);
        var (status, report) = await suite.VerifyAsync(await suite.SignedBySomebodyAsync(Credential($$"""{"credentialStatus": {{entry.ToJsonString()}} }""")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(error, report["checks"]!.AsArray().Single(c => (string?)c!["check"] == "status")!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Clause 3.2: a list that cannot be had is not passed over.</summary>
    [Fact]
    public async Task A_list_that_cannot_be_fetched_is_a_retrieval_error()
    {
        var (status, report) = await suite.VerifyAsync(await suite.SignedBySomebodyAsync(Credential(
            """
            {"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1",
              "statusListCredential": "https://nobody.example/list"}}
            """)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR", report.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>The bit of an entry: those of other entries of the same list are others' business.</summary>
    private static int Bit(byte[] bits, JsonNode entry)
    {
        var index = int.Parse((string)entry["statusListIndex"]!, CultureInfo.InvariantCulture);
        return bits[index / 8] >> (7 - (index % 8)) & 1;
    }

    private async Task<JsonNode> EntryAsync(string purpose)
    {
        var wanted = $$"""{"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "{{purpose}}"} }""";
        return Part(await suite.IssuedAsync(Credential(wanted)), 1)["credentialStatus"]!;
    }

    /// <summary>The list as W3C's suite fetches it.</summary>
    private async Task<JsonNode> ListAsync(JsonNode entry)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri((string)entry["statusListCredential"]!).AbsolutePath);
        request.Headers.Accept.ParseAdd("application/ld+json, application/json");
        using var response = await suite.Gateway.Client().SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static byte[] Expand(string encodedList)
    {
        Assert.Equal('u', encodedList[0]);
        using var gzip = new GZipStream(new MemoryStream(Base64Url.DecodeFromChars(encodedList.AsSpan(1))), CompressionMode.Decompress);
        using var bits = new MemoryStream();
        gzip.CopyTo(bits);
        return bits.ToArray();
    }
}

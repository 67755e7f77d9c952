using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Issuing;
using Untp.Credentials;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

public sealed class AddedEntryTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    private const string Old = "https://vocabulary.uncefact.org/untp/0.6.1/";
    private const string New = "https://vocabulary.uncefact.org/untp/0.7.0/";

    [Theory]
    [InlineData(Old, JsonValueKind.String)]
    [InlineData(New, JsonValueKind.Number)]
    public void A_draft_without_a_status_is_read_with_one(string context, JsonValueKind index)
    {
        using var request = Read($$"""{"credential":{"@context":["{{context}}"],"credentialSubject":{} } }""");
        Assert.True(request.HasAddedEntry);
        Assert.Equal(index, request.Credential.GetProperty("credentialStatus").GetProperty("statusListIndex").ValueKind);
    }

    [Theory]
    [InlineData("""{"credential":{"type":[]}}""")]
    [InlineData("""{"credential":{"credentialStatus":{},"credentialSubject":{}}}""")]
    [InlineData("""{"credential":{"credential\u0053tatus":{},"credentialSubject":{}}}""")]
    [InlineData("""{"credential":{"credentialSubject":{}},"options":{"credentialStatus":false}}""")]
    [InlineData("""{"credential":{"@context":[{"credentialSubject":"urn:x"}],"credentialSubject":{}}}""")]
    [InlineData("""{"credential":{"a":{"credentialSubject":{}},"credential\u0053tatus":{"statusListIndex":"0"},"credentialSubject":{}}}""")]
    [InlineData("""{"credential":{"name":"\"credentialSubject","credentialSubject":{}}}""")]
    [InlineData("""{"credential":{"@context":["https:\/\/vocabulary.uncefact.org\/untp\/0.7.0\/"],"credentialSubject":{}}}""")]
    [InlineData("""{"credential":{"name":"https://vocabulary.uncefact.org/untp/0.7.0/","credentialSubject":{}}}""")]
    public void One_in_which_the_place_is_not_certain_is_read_as_it_came(string text)
    {
        using var request = Read(text);
        Assert.False(request.HasAddedEntry);
        Assert.Equal(text, Encoding.UTF8.GetString(request.Body.Span));
    }

    [Fact]
    public void A_fault_is_told_of_the_request_as_it_came()
    {
        var text = """{"credential":{"credentialSubject":{}},}"""u8.ToArray();
        Assert.False(IssueRequest.TryRead(text, ParsingLimits.Default, out _, out var refusal));
        Assert.False(StrictJson.TryParse(text, ParsingLimits.Default, out _, out var problem));
        Assert.Equal(problem.Detail, (string?)JsonNode.Parse(refusal.Body.Span)!["detail"]);
    }

    [Fact]
    public async Task All_else_is_signed_as_it_was_written_to_the_byte()
    {
        var draft = Draft(IssuingHost.Root).ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        var payload = Payload(await IssueTextAsync(given.Tenant, $$"""{"credential": {{draft}} }"""));
        var start = payload.IndexOf("\"credentialStatus\"", StringComparison.Ordinal);
        var end = payload.IndexOf("\"credentialSubject\"", StringComparison.Ordinal);
        Assert.Equal(draft, payload.Remove(start, end - start));
        Assert.DoesNotContain("urn:x", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_else_is_filled_in_it_stands_last()
    {
        var draft = Draft(IssuingHost.Root);
        draft.Remove("id");
        var payload = Payload(await IssueAsync(given.Tenant, draft));
        var claims = JsonNode.Parse(payload)!.AsObject();
        Assert.Equal("credentialStatus", claims.Last().Key);
        Assert.Single(claims, member => member.Key == "credentialStatus");
        Assert.DoesNotContain("urn:x", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_declines_it_in_other_letters_is_heard()
    {
        var draft = Draft(IssuingHost.Root).ToJsonString();
        var issued = await IssueTextAsync(given.Tenant, $$"""{"credential":{{draft}},"options":{"credential\u0053tatus":false} }""");
        Assert.Equal(draft, Payload(issued));
    }

    private static IssueRequest Read(string text)
    {
        var isRead = IssueRequest.TryRead(Encoding.UTF8.GetBytes(text), ParsingLimits.Default, out var request, out var refusal);
        Assert.True(isRead, Encoding.UTF8.GetString((refusal?.Body ?? default).Span));
        return request!;
    }
}

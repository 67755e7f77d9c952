using System.Net;
using System.Net.Http.Json;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

/// <summary>A tenant that holds a recipient's DID reads what was sent to it.</summary>
[Trait("Threat", "22")]
public sealed class RecipientTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    [Fact]
    public async Task A_tenant_reads_what_was_sent_to_a_did_of_its_own_and_nobody_else_does()
    {
        var recipient = (string)(await IssuingHost.AddAsync(given.Other, new { organisation = "buyer" }))["did"]!;
        var sent = await PublishAsync(recipient);
        var other = await PublishAsync("did:web:gateway.example:somebody");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(given.Other, sent));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(given.Other, other));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(given.Anybody, sent));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(given.Tenant, sent));
    }

    [Fact]
    public async Task Whoever_merely_claims_the_recipients_domain_reads_nothing_until_its_document_names_his_key()
    {
        var added = await IssuingHost.AddAsync(given.Other, new { did = "did:web:claimed.example" });
        var sent = await PublishAsync("did:web:claimed.example");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(given.Other, sent));
        given.Gateway.Outbound.Put("https://claimed.example/.well-known/did.json", added["document"]!.ToJsonString());
        using var check = await IssuingHost.PostAsync(given.Other, "did:web:claimed.example", "check");
        Assert.Equal(HttpStatusCode.OK, check.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(given.Other, sent));
    }

    [Fact]
    public async Task For_a_recipient_to_whom_the_tenant_does_not_send_nothing_is_signed_and_no_entry_handed_out()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url });
        var tenant = gateway.Client(TestGateway.Key);
        using var policy = await tenant.PutAsJsonAsync("/policy", new { sendTo = "registered" });
        Assert.Equal(HttpStatusCode.OK, policy.StatusCode);
        using var response = await tenant.PostAsync(
            "/credentials/issue?publish=true&to=did:web:nobody.example", Body(Draft(IssuingHost.Root)));
        await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-registered");
        Assert.Equal(0, await RowsAsync(gateway, "status_entries"));
    }

    private async Task<string> PublishAsync(string recipient)
    {
        using var response = await given.Tenant.PostAsync(
            "/credentials/issue?publish=true&to=" + Uri.EscapeDataString(recipient), Body(Draft(IssuingHost.Root)));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.AbsolutePath;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return response.StatusCode;
    }
}

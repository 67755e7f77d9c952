using System.Text.Json;
using Gateway.Tests.Credentials;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Hosting;

[Trait("Threat", "25")]
public sealed class LogTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    /// <summary>A line break, an escape sequence, a separator that some readers take for a line break, and a forged line.</summary>
    private const string Forged = "\r\n\u001b[31m\u2028{\"LogLevel\":\"Error\",\"Message\":\"forged\"}";

    [Fact]
    public async Task Is_one_JSON_object_a_line_whatever_ids_hold()
    {
        var passport = given.Issuer.Passport("https://id.example/" + Forged, "https://id.example/id" + Forged);
        passport["issuer"]!["id"] = given.Issuer.Did + Forged;
        using var refused = await PostAsync(given.Tenant, await given.Issuer.SignAsync(passport));
        Assert.False(refused.IsSuccessStatusCode);
        Assert.Contains(given.Gateway.Log.Lines, line => line.Contains("Credential refused", StringComparison.Ordinal));
        Assert.All(given.Gateway.Log.Lines, line =>
        {
            Assert.DoesNotContain(line.TrimEnd('\n'), c => char.IsControl(c) || c is '\u2028' or '\u2029');
            using var parsed = JsonDocument.Parse(line);
            Assert.True(parsed.RootElement.TryGetProperty("Message", out _));
        });
    }

    [Fact]
    public async Task Carries_no_body_key_or_header_of_anybody()
    {
        const string Canary = "canary7";
        var passport = given.Issuer.Passport("https://id.example/1");
        passport["name"] = Canary;
        passport["credentialSubject"]!["description"] = Canary;
        var token = await given.Issuer.SignAsync(passport);
        await KeepAsync(given.Tenant, token, "?access=public&to=did:web:" + Canary);
        token[^3] = token[^3] == 'A' ? (byte)'B' : (byte)'A';
        using var refused = await PostAsync(given.Tenant, token, key: Canary);
        using var wrongKey = await given.Gateway.Client("gw_" + Canary).GetAsync("/credentials?about=" + Canary);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/credentials/" + Canary);
        request.Headers.TryAddWithoutValidation("User-Agent", Canary);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", Canary);
        using var notFound = await given.Anybody.SendAsync(request);

        var own = given.Gateway.Log.Lines.Where(line => line.Contains("\"Category\":\"Gateway.", StringComparison.Ordinal)
            && !line.Contains("Gateway.Forwarding", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(own);
        Assert.DoesNotContain(Canary, string.Join('\n', own), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", given.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestGateway.Key, given.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cuts_a_long_id_short()
    {
        var passport = given.Issuer.Passport("https://id.example/1");
        passport["issuer"]!["id"] = "did:web:" + new string('x', 100_000);
        using var refused = await PostAsync(given.Tenant, await given.Issuer.SignAsync(passport));
        Assert.All(given.Gateway.Log.Lines, line => Assert.True(line.Length < 10_000, line[..Math.Min(300, line.Length)]));
    }
}

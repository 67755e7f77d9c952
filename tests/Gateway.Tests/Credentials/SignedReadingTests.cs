using System.Net;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;

namespace Gateway.Tests.Credentials;

/// <summary>A recipient reads what it is owed by a request that its DID signs.</summary>
public sealed class SignedReadingTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    private static readonly string[] s_covered = ["@method", "@target-uri"];

    private DateTimeOffset Now => given.Gateway.Time.GetUtcNow();

    [Fact]
    public async Task A_recipient_reads_exactly_the_bytes()
    {
        var reader = NewReader();
        var (path, bytes) = await SendAsync(reader.Did);
        using var response = await given.Anybody.SendAsync(await reader.AskAsync(path, Now));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
        Assert.True(response.Headers.CacheControl is { NoStore: true, Private: true });
    }

    [Fact]
    [Trait("Threat", "22")]
    [Trait("Threat", "5")]
    public async Task For_nobody_else_is_there_anything_and_nobody_is_asked_for_him()
    {
        var (reader, other) = (NewReader(), NewReader());
        var (path, _) = await SendAsync(reader.Did);
        using (var response = await given.Anybody.SendAsync(await other.AskAsync(path, Now)))
        {
            await response.IsProblemAsync(HttpStatusCode.NotFound);
        }

        Assert.DoesNotContain(given.Gateway.Outbound.Fetches, fetch => fetch.Url.Contains(other.Host, StringComparison.Ordinal));
        var forged = new SentDelivery { KeyId = reader.Method, Components = s_covered };
        using var pretended = await given.Anybody.SendAsync(await other.AskAsync(path, Now, forged));
        await pretended.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task A_request_is_signed_for_this_gateway_just_now()
    {
        var reader = NewReader();
        var (path, _) = await SendAsync(reader.Did);
        SentDelivery[] refused =
        [
            new() { Components = s_covered, Created = Now.AddMinutes(-6) },
            new() { Components = ["@method"] },
            new() { Components = s_covered, Tweak = (name, value) => name == "Signature-Input" ? "x" : value },
        ];
        foreach (var wrong in refused)
        {
            using var response = await given.Anybody.SendAsync(await reader.AskAsync(path, Now, wrong));
            await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
        }

        var elsewhere = new SentDelivery { Components = s_covered, SignedFor = "https://other.example" };
        using var replayed = await given.Anybody.SendAsync(await reader.AskAsync(path, Now, elsewhere));
        await replayed.IsProblemAsync(HttpStatusCode.NotFound);
        var method = await reader.AskAsync(path, Now);
        method.Method = HttpMethod.Head;
        using var changed = await given.Anybody.SendAsync(method);
        Assert.Equal(HttpStatusCode.NotFound, changed.StatusCode);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task What_was_signed_for_one_credential_opens_no_other_and_no_other_route()
    {
        var reader = NewReader();
        var (first, _) = await SendAsync(reader.Did);
        var (second, _) = await SendAsync(reader.Did);
        foreach (var elsewhere in new[] { second, first + "?x=1", first.ToUpperInvariant(), first + "/", first + "/chain" })
        {
            using var request = await reader.AskAsync(first, Now);
            request.RequestUri = new Uri(elsewhere, UriKind.Relative);
            using var response = await given.Anybody.SendAsync(request);
            var isRefused = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized;
            Assert.True(isRefused, $"{elsewhere}: {response.StatusCode}");
        }
    }

    [Theory]
    [Trait("Threat", "3")]
    [InlineData("assertionMethod", null)]
    [InlineData("authentication", "did:web:other.example")]
    public async Task The_key_is_the_readers_own_by_which_it_authenticates_itself(string relationship, string? controller)
    {
        var reader = NewReader();
        reader.Publish(given.Gateway.Outbound, relationship, controller);
        var (path, _) = await SendAsync(reader.Did);
        using var response = await given.Anybody.SendAsync(await reader.AskAsync(path, Now));
        await response.IsProblemAsync(HttpStatusCode.NotFound);
    }

    private TestSender NewReader() => TestSender.Of($"r{Guid.NewGuid():N}.example", given.Gateway.Outbound);

    private async Task<(string Path, byte[] Bytes)> SendAsync(string recipient)
    {
        var issuer = TestIssuer.WithKey();
        var bytes = await issuer.SignPassportAsync("https://id.maker.example.com/21/1");
        using var response = await given.Tenant.PostAsync("/credentials?to=" + Uri.EscapeDataString(recipient), TestIssuer.Body(bytes));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (response.Headers.Location!.AbsolutePath, bytes);
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Gateway.Tests.Issuing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Every route there is, given what nobody should send: the fault is the caller's, said as a problem, and shows nothing inside.
/// </summary>
public sealed partial class EveryRouteTests : IAsyncLifetime
{
    private static readonly string[] s_names =
    [
        "..%2f..%2fetc%2fpasswd", "%252e%252e%252f", "%5c..%5c", "'%20OR%20'1'='1", "%22%3b--", "%F0%9F%98%80", "%ED%A0%80", "%FF%FE",
        "%0d%0aSet-Cookie:x", "%e2%80%ae", "-1", "did:web:", "did:web:gateway.example%23key", "AAAAAAAAAAAAAAAAAAAAAA", new('x', 3000),
        "did%3Aweb%3A" + new string('a', 3000),
    ];

    private static readonly string[] s_queries =
    [
        "limit=-1", "limit=99999999999999999999", "cursor=%00", "cursor=AAAAAAAAAAA", "limit=1&limit=2", "since=9999-12-31T23:59:60Z",
        "id=%FF", "about=%00", "to=did:web:%FF", "%FF=%FE", "policy=%00&depth=1e9", "type=%F0%9F", new('a', 4000),
    ];

    private static readonly byte[][] s_bodies =
    [
        [], "{"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "\"x\""u8.ToArray(), """{"a":1,"a":2}"""u8.ToArray(),
        """{"credential":null,"options":null}"""u8.ToArray(), """{"start":[null],"depth":1e999}"""u8.ToArray(),
        """{"verifiableCredential":{"@context":[[]],"id":"data:,"},"options":{"checks":[1]}}"""u8.ToArray(),
        """{"presentation":{"holder":{},"verifiableCredential":[[]]}}"""u8.ToArray(), """{"x":"\ud800"}"""u8.ToArray(),
        """{"credentialId":"\u0000","status":true}"""u8.ToArray(), """{"did":"\u0000","organisation":"a"}"""u8.ToArray(),
        """{"acceptFrom":["\u0000"],"filters":{"types":[[]]}}"""u8.ToArray(), [0xFF, 0xFE, 0, 0x7B], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D],
        Encoding.ASCII.GetBytes(new string('[', 5000)), Encoding.ASCII.GetBytes("a.b.c"), Encoding.ASCII.GetBytes(".."),
    ];

    private static readonly string?[] s_mediaTypes =
        ["application/json", "application/vc+jwt", "application/vc", "application/x-ndjson", "application/json;charset=utf-16", "x/y", null];

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new()
    {
        ["Gateway:PublicUrl"] = IssuingHost.Url,
        ["Gateway:Limits:RequestsPerSecondPerTenant"] = "100000",
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [Trait("Threat", "11")]
    [Trait("Threat", "21")]
    [Trait("Threat", "22")]
    [Trait("Threat", "28")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_what_nobody_should_send_with_a_problem_and_never_with_a_fault_of_ours(bool hasKey)
    {
        using var client = _gateway.Client(hasKey ? TestGateway.Key : null);
        var routes = Routes().ToList();
        Assert.True(routes.Count > 40);
        foreach (var (method, pattern) in routes)
        {
            var plain = Parameter().Replace(pattern, "AAAAAAAAAAAAAAAAAAAAAA");
            foreach (var name in pattern.Contains('{', StringComparison.Ordinal) ? s_names : [])
            {
                await SendAsync(client, method, Parameter().Replace(pattern, name), "{}"u8.ToArray(), "application/json");
            }

            foreach (var query in s_queries)
            {
                await SendAsync(client, method, $"{plain}?{query}", "{}"u8.ToArray(), "application/json");
            }

            for (var i = 0; i < s_bodies.Length && method is "POST" or "PUT"; i++)
            {
                await SendAsync(client, method, plain, s_bodies[i], s_mediaTypes[i % s_mediaTypes.Length]);
                await SendAsync(client, method, plain, s_bodies[i], s_mediaTypes[0]);
            }
        }

        Assert.DoesNotContain("Exception", _gateway.Log.Text, StringComparison.Ordinal);
    }

    private async Task SendAsync(HttpClient client, string method, string target, byte[] body, string? mediaType)
    {
        // as it stands here: what .NET would tidy up goes out too
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var uri = new Uri(_gateway.Address.ToString().TrimEnd('/') + target, options);
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (method is not ("GET" or "HEAD"))
        {
            request.Content = new ByteArrayContent(body);
            if (mediaType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            }
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var sent = Encoding.Latin1.GetString(body.AsSpan(0, Math.Min(body.Length, 60)));
        var what = $"{method} {target[..Math.Min(target.Length, 120)]} {sent}: {(int)response.StatusCode} {text}";
        Assert.True((int)response.StatusCode is < 500 or 501 or 503, what);
        Answers.ShowsNothingInside(text);
        Assert.False(response.Headers.Contains("Set-Cookie"), what);
        if ((int)response.StatusCode >= 400)
        {
            // what does not verify is answered by a report
            var contentType = response.Content.Headers.ContentType?.MediaType;
            var isReport = (int)response.StatusCode == 422 && text.Contains("\"checks\"", StringComparison.Ordinal);
            Assert.True(isReport || contentType is "application/problem+json" or "application/did-resolution", $"{contentType} {what}");
        }
    }

    private IEnumerable<(string Method, string Pattern)> Routes() =>
        from endpoint in _gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        where method != "HEAD"
        select (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Tests.Credentials;

namespace Gateway.Tests.Hosting;

/// <summary>What nobody sends by accident gets 4xx, never 5xx; no answer shows the inside, no log line carries a body or a key.</summary>
[Trait("Threat", "28")]
public sealed class HostileCorpusTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Canary = "canary-in-a-body";

    private static readonly string[] s_targets = ["/credentials", "/credentials/verify", "/credentials/check"];

    public static TheoryData<string> Bodies => new(Corpus().Keys);

    [Theory]
    [MemberData(nameof(Bodies))]
    [Trait("Threat", "10")]
    [Trait("Threat", "11")]
    public async Task A_hostile_body_gets_4xx(string name)
    {
        var body = Corpus()[name]();
        foreach (var target in s_targets)
        {
            foreach (var mediaType in new[] { "application/json", "application/vc+jwt", "application/vc" })
            {
                using var response = await given.Tenant.PostAsync(target, TestIssuer.Body(body, mediaType));
                var text = await response.Content.ReadAsStringAsync();
                Assert.True((int)response.StatusCode is >= 400 and < 500, $"{target} {mediaType}: {response.StatusCode} {text}");
                Answers.ShowsNothingInside(text);
                Assert.InRange(text.Length, 2, 200_000);
            }
        }

        Assert.DoesNotContain(Canary, given.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestGateway.Key, given.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/credentials/..%2f..%2fetc%2fpasswd")]
    [InlineData("/credentials/%252e%252e%252fetc")]
    [InlineData("/credentials/..\\..\\windows")]
    [InlineData("/credentials/a%5Cb")]
    [InlineData("/credentials/%00")]
    [InlineData("/credentials/%")]
    [InlineData("/credentials/%E2%80%AE")]
    [InlineData("/credentials/%u002e")]
    [InlineData("/credentials/AAAAAAAAAAAAAAAAAAAAA.")]
    [InlineData("/credentials/' OR '1'='1")]
    [InlineData("/credentials/%27%20OR%201%3D1--%20aaaaa")]
    [InlineData("/credentials/api-key")]
    [InlineData("/credentials/../data/api-key")]
    [InlineData("/../../etc/passwd")]
    [InlineData("/passports/..%2f..%2fetc%2fpasswd")]
    [InlineData("/passports/../../../etc/passwd")]
    [InlineData("/passports/%00")]
    [InlineData("/passports/%ff%fe")]
    [InlineData("/passports/';DROP%20TABLE%20passports;--")]
    [InlineData("/passports/https://xn--%C3%BC/1")]
    [InlineData("/passports?id=did:web:a%D7%90")]
    [InlineData("/passports?id=%00")]
    [InlineData("/passports?id=x&issuer=%27%20OR%201%3D1")]
    [InlineData("/deliveries?credential=%27%20OR%201%3D1&cursor=-1")]
    [InlineData("/swagger/../../etc/passwd")]
    [InlineData("/swagger/v2/swagger.json")]
    [Trait("Threat", "21")]
    [Trait("Threat", "22")]
    public async Task A_hostile_target_gets_4xx(string target)
    {
        foreach (var key in new[] { "", $"Authorization: Bearer {TestGateway.Key}\r\n" })
        {
            var request = $"GET {target} HTTP/1.1\r\nHost: x\r\n{key}Connection: close\r\n\r\n";
            var answer = await RawHttp.SendAsync(given.Gateway.Address, request, 5);
            Assert.True(RawHttp.StatusOf(answer) is >= 400 and < 500, answer);
            Answers.ShowsNothingInside(answer);
            Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Threat", "21")]
    public async Task An_id_of_four_kilobytes_gets_404()
    {
        using var response = await given.Anybody.GetAsync("/credentials/" + new string('a', 4096));
        await response.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Threat", "11")]
    public async Task A_body_of_ten_megabytes_gets_413_announced_or_not()
    {
        foreach (var target in s_targets)
        {
            foreach (var isAnnounced in new[] { true, false })
            {
                var length = isAnnounced ? $"Content-Length: {10 << 20}" : "Transfer-Encoding: chunked";
                var answer = await PostHeadAsync(target, length, isAnnounced);
                Assert.Equal(413, RawHttp.StatusOf(answer));
            }
        }
    }

    private static Dictionary<string, Func<byte[]>> Corpus() => new()
    {
        ["empty"] = () => [],
        ["NUL"] = () => [0],
        ["truncated"] = () => Encoding.UTF8.GetBytes(Draft().ToJsonString()[..200]),
        ["truncated token"] = () => "eyJhbGciOiJFZERTQSJ9.eyJ"u8.ToArray(),
        ["token of four parts"] = () => "e30.e30.AA.AA"u8.ToArray(),
        ["BOM"] = () => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Draft().ToJsonString())],
        ["UTF-16"] = () => Encoding.Unicode.GetBytes(Draft().ToJsonString()),
        ["invalid UTF-8"] = () => [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        ["overlong UTF-8"] = () => [.. "{\"a\":\""u8, 0xC0, 0x80, .. "\"}"u8],
        ["lone surrogate"] = () => Encoding.UTF8.GetBytes("{\"id\":\"\\ud800\"}"),
        ["duplicate members"] = () => Encoding.UTF8.GetBytes("{\"id\":\"a\",\"id\":\"b\"}"),
        ["duplicate members, one escaped"] = () => Encoding.UTF8.GetBytes("{\"id\":\"a\",\"\\u0069d\":\"b\"}"),
        ["65 deep"] = () => Deep(65),
        ["150,000 deep"] = () => Deep(150_000),
        ["unclosed a million deep"] = () => Encoding.UTF8.GetBytes(new string('[', 1_000_000)),
        ["number beyond a double"] = () => Encoding.UTF8.GetBytes("{\"a\":1e400}"),
        ["number of 100,000 digits"] = () => Encoding.UTF8.GetBytes($"{{\"a\":{new string('9', 100_000)}}}"),
        ["60,000 members"] = () => Encoding.UTF8.GetBytes(
            $"{{{string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"{i}\":0"))}}}"),
        ["400,000 items of the wrong type"] = () => Unsigned(d => d["credentialSubject"] = Many("1", 400_000)),
        ["300,000 wrong contexts"] = () => Unsigned(d => d["@context"] = Many("1", 300_000)),
        ["80,000 types"] = () => Unsigned(d => d["type"] = new JsonArray([.. Enumerable.Range(0, 80_000).Select(i => (JsonNode)$"t{i}")])),
        ["a name of half a megabyte, twice"] = () => Encoding.UTF8.GetBytes($$"""{"{{new string('n', 500_000)}}":1,"{{new string('n', 500_000)}}":1}"""),
        ["a time beyond the last day"] = () => Unsigned(d => d["validFrom"] = "9999-12-31T24:00:00+14:00"),
        ["string of a megabyte"] = () => Encoding.UTF8.GetBytes($"{{\"id\":\"{new string('x', 1_000_000)}\"}}"),
        ["trailing data"] = () => Encoding.UTF8.GetBytes(Draft().ToJsonString() + "{}"),
        ["an array"] = () => "[[]]"u8.ToArray(),
        ["null"] = () => "null"u8.ToArray(),
        ["members of every wrong type"] = () => Encoding.UTF8.GetBytes(
            """{"@context":1,"type":{},"id":[],"issuer":[null],"validFrom":{},"credentialSubject":[[[]]],"credentialStatus":7,"proof":"x"}"""),
        ["SQL in every id"] = () => Unsigned(d =>
        {
            d["id"] = "'; DROP TABLE credentials; --";
            d["issuer"]!["id"] = "' OR '1'='1";
            d["credentialSubject"]!["id"] = "\"; --";
        }),
        ["an envelope of an envelope"] = () => Encoding.UTF8.GetBytes(
            """
            {"@context":["https://www.w3.org/ns/credentials/v2"],"type":"EnvelopedVerifiableCredential",
            "id":"data:application/vc+jwt,data:application/vc+jwt,e30.e30.AA"}
            """),
        ["a canary"] = () => Unsigned(d => d["name"] = Canary),
    };

    private static JsonNode Draft() => Examples.Draft;

    private static JsonNode Many(string item, int count) => JsonNode.Parse($"[{string.Join(',', Enumerable.Repeat(item, count))}]")!;

    private static byte[] Unsigned(Action<JsonNode> change)
    {
        var draft = Draft();
        draft["validUntil"] = "2020-01-01T00:00:00Z";
        change(draft);
        return Encoding.UTF8.GetBytes(draft.ToJsonString());
    }

    private static byte[] Deep(int levels) =>
        Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, "{\"a\":", levels).Append('1').Append('}', levels).ToString());

    private Task<string> PostHeadAsync(string target, string header, bool isAnnounced)
    {
        var chunk = isAnnounced ? "" : $"{2 << 20:x}\r\n{new string('x', 2 << 20)}\r\n0\r\n\r\n";
        return RawHttp.SendAsync(
            given.Gateway.Address,
            $"POST {target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestGateway.Key}\r\n"
                + $"Content-Type: application/json\r\n{header}\r\n\r\n{chunk}",
            3);
    }
}

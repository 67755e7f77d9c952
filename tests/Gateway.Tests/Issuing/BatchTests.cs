using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Issuing;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

public sealed class BatchTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    [Fact]
    public async Task Each_line_has_its_own_verdict_in_the_order_in_which_they_were_sent()
    {
        var lines = new[] { Line(Draft(IssuingHost.Root)), "{", "", Line(Draft("did:web:nobody.example")), Line(Draft(IssuingHost.Root)) + "\r" };
        var answers = await SendAsync(string.Join('\n', lines));
        Assert.Equal([null, "unreadable", "not-verified", null], answers.Select(answer => (string?)answer["code"]));
        foreach (var index in new[] { 0, 3 })
        {
            Assert.True((bool)(await VerifyAsync(given.Anybody, answers[index]["verifiableCredential"]!))["verified"]!);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?publish=true")]
    public async Task Each_line_is_secured_as_it_asks_to_be(string query)
    {
        var proof = new JsonObject { ["cryptosuite"] = "eddsa-jcs-2022" };
        var answers = await SendAsync(Line(Draft(IssuingHost.Root)) + "\n" + Line(Draft(IssuingHost.Root), proof), query);
        Assert.All(answers, answer => Assert.Equal(["verifiableCredential"], answer.AsObject().Select(member => member.Key)));
        var (token, document) = (answers[0]["verifiableCredential"]!, answers[1]["verifiableCredential"]!);
        Assert.Equal("EnvelopedVerifiableCredential", (string?)token["type"]);
        Assert.Equal("eddsa-jcs-2022", (string?)document["proof"]!["cryptosuite"]);
        Assert.Equal("passed", await VerdictAsync(given.Anybody, token, "proof"));
        Assert.Equal("passed", await VerdictAsync(given.Anybody, document, "proof"));
    }

    [Fact]
    public async Task Many_are_issued_no_entry_twice_and_no_signature_wrong()
    {
        var drafts = Enumerable.Range(0, 200).Select(_ => Draft(IssuingHost.Root)).ToList();
        var batches = await Task.WhenAll(drafts.Chunk(50).Select(chunk => SendAsync(string.Join('\n', chunk.Select(Line)))));
        var claims = batches.SelectMany(b => b).Select(a => Part(a["verifiableCredential"]!, 1)).ToList();
        Assert.Equal(drafts.Select(d => (string?)d["id"]), claims.Select(c => (string?)c["id"]));
        Assert.Equal(200, claims.Select(c => c["credentialStatus"]!.ToJsonString()).Distinct().Count());
        foreach (var answer in batches.SelectMany(b => b))
        {
            Assert.Equal("passed", await VerdictAsync(given.Anybody, answer["verifiableCredential"]!, "proof"));
        }
    }

    [Fact]
    public async Task A_batch_can_be_published()
    {
        var rows = await RowsAsync(given.Gateway, "credentials");
        await SendAsync(Line(Draft(IssuingHost.Root)) + "\n" + Line(Draft(IssuingHost.Root)), "?publish=true");
        Assert.Equal(rows + 2, await RowsAsync(given.Gateway, "credentials"));
    }

    [Fact]
    public async Task It_may_be_larger_than_any_one_body_and_a_line_that_is_too_long_is_passed_over()
    {
        var filler = new string('x', 900_000);
        JsonObject Large(string issuer)
        {
            var draft = Draft(issuer);
            draft["credentialSubject"]!["characteristics"] = new JsonObject { ["filler"] = filler };
            return draft;
        }

        var text = string.Join('\n', Line(Large(IssuingHost.Root)), Line(Large(IssuingHost.Root)), new string('y', 3_000_000), Line(Draft(IssuingHost.Root)));
        Assert.Equal([null, null, "too-large", null], (await SendAsync(text)).Select(answer => (string?)answer["code"]));
    }

    [Fact]
    public async Task Answers_come_while_drafts_are_still_sent()
    {
        using var client = new TcpClient();
        await using var stream = await OpenAsync(client);
        using var reader = new StreamReader(stream);
        await SendChunkAsync(stream, Line(Draft(IssuingHost.Root)) + "\n");
        Assert.NotNull((await ReadLineAsync(reader))["verifiableCredential"]);
        await SendChunkAsync(stream, Line(Draft(IssuingHost.Root)));
        await SendChunkAsync(stream, "");
        Assert.NotNull((await ReadLineAsync(reader))["verifiableCredential"]);
    }

    [Fact]
    public async Task Of_one_that_is_cut_off_the_log_tells_how_far_it_came()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url });
        using (var client = new TcpClient())
        {
            await using var stream = await OpenAsync(client, gateway);
            using var reader = new StreamReader(stream);
            await SendChunkAsync(stream, Line(Draft(IssuingHost.Root)) + "\n");
            Assert.NotNull((await ReadLineAsync(reader))["verifiableCredential"]);
            client.LingerState = new LingerOption(true, 0);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!gateway.Log.Text.Contains("Batch ended", StringComparison.Ordinal))
        {
            await Task.Delay(20, patience.Token);
        }

        Assert.Contains("1 issued of 1", gateway.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-ndjson", "?access=public", HttpStatusCode.BadRequest)]
    [InlineData("application/x-ndjson", "?other=1", HttpStatusCode.BadRequest)]
    public async Task What_is_no_batch_is_refused_before_it_is_read(string mediaType, string query, HttpStatusCode status)
    {
        using var response = await given.Tenant.PostAsync("/credentials/issue-batch" + query, TestIssuer.Body([1], mediaType));
        await response.IsProblemAsync(status);
    }

    private static string Line(JsonObject draft) => Line(draft, []);

    private static string Line(JsonObject draft, JsonObject options) =>
        new JsonObject { ["credential"] = draft.DeepClone(), ["options"] = options }.ToJsonString();

    private async Task<List<JsonNode>> SendAsync(string lines, string query = "")
    {
        using var response = await given.Tenant.PostAsync(
            "/credentials/issue-batch" + query, TestIssuer.Body(Encoding.UTF8.GetBytes(lines), IssueEndpoints.NdJson));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>HttpClient sends the whole body first; others need not.</summary>
    private async Task<NetworkStream> OpenAsync(TcpClient client, TestGateway? gateway = null)
    {
        var address = (gateway ?? given.Gateway).Address;
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await SendAsync(stream, $"""
            POST /credentials/issue-batch HTTP/1.1
            Host: gateway.example
            Authorization: Bearer {TestGateway.Key}
            Content-Type: {IssueEndpoints.NdJson}
            Transfer-Encoding: chunked


            """.ReplaceLineEndings("\r\n"));
        return stream;
    }

    private static Task SendChunkAsync(NetworkStream stream, string text) =>
        SendAsync(stream, $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    private static Task SendAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    /// <summary>The next line of the answer that is JSON: what stands before are its head and the lengths of chunks.</summary>
    private static async Task<JsonNode> ReadLineAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonNode.Parse(line)!;
            }
        }

        throw new EndOfStreamException();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Commands;

/// <summary>What keeps the program from starting is said in a line and ends it with 1, no stack: run as the operator runs it.</summary>
public sealed class StartFaultTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("start-");

    [Theory]
    [InlineData("Gateway:Auth:BootstrapKey", "only-thirty-one-characters-long")]
    [InlineData("Gateway:Auth:BootstrapKey", "long enough for a key, but it has spaces in it")]
    [InlineData("Gateway:PublicUrl", "ftp://gateway.example")]
    [InlineData("Gateway:Limits:MaxDepth", "0")]
    [InlineData("Gateway:Idempotency:KeepAnswersFor", "00:00:01")]
    [InlineData("Gateway:Storage:Readers", "many")]
    [InlineData("Gateway:Dids:Lifetime", "-00:00:01")]
    [InlineData("Gateway:Statuses:MaxListBytes", "1")]
    [InlineData("Gateway:Outbound:TimeLimit", "soon")]
    [InlineData("Gateway:Forwarding:Pauses:0", "-00:00:01")]
    [InlineData("Gateway:Vocabulary:Path", "no-such-folder")]
    [InlineData("urls", "nonsense")]
    public async Task A_bad_value_is_named(string name, string value)
    {
        var errors = await FailAsync($"--{name}={value}");

        Assert.Contains(name == "urls" ? value : name.Replace(":0", "", StringComparison.Ordinal), errors, StringComparison.Ordinal);
        Assert.DoesNotContain(name.EndsWith("Key", StringComparison.Ordinal) ? value : "\0", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_bad_values_are_named_in_a_line_each()
    {
        var result = await GatewayProgram.RunAsync(_data.FullName, "--Gateway:Storage:Readers=0", "--Gateway:Credentials:MaxIndexed=0");

        Assert.Equal(1, result.ExitCode);
        var lines = result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order().ToArray();
        Assert.StartsWith("Gateway:Credentials:MaxIndexed: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Gateway:Storage:Readers: ", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "file"), "");
        var start = GatewayProgram.Start(Path.Combine(_data.FullName, "file", "data"), "--urls=http://127.0.0.1:0");
        start.WorkingDirectory = _data.FullName;
        var result = await GatewayProgram.RunAsync(start);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Gateway:DataPath", Assert.Single(Lines(result)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        var file = Path.Combine(_data.FullName, "gateway.db");
        await File.WriteAllTextAsync(file, new string('x', 4096));

        Assert.Contains("gateway.db", await FailAsync("--urls=http://127.0.0.1:0"), StringComparison.Ordinal);
        Assert.Equal(4096, new FileInfo(file).Length);
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";

        var result = await GatewayProgram.RunAsync(_data.FullName, $"--urls={address}");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(Lines(result), line => !line.StartsWith('{') && line.Contains(address, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_not_the_one_listed_is_named()
    {
        using var own = OwnVocabulary.OfUntp090();
        await File.AppendAllTextAsync(own["schemas/untp/0.9.0/digital-product-passport.json"], " ");

        var error = await FailAsync($"--Gateway:Vocabulary:Path={own.Path}");

        Assert.StartsWith("untp/0.9.0/digital-product-passport.json has the SHA-256 ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_the_program_has_already_is_named()
    {
        const string Url = "https://www.w3.org/ns/credentials/v2";
        using var own = new OwnVocabulary().Add("contexts", "mine.jsonld", """{"@context": {}}""", new JsonObject
        {
            ["publisher"] = "W3C",
            ["version"] = "2",
            ["urls"] = new JsonArray(Url),
        });

        var error = await FailAsync($"--Gateway:Vocabulary:Path={own.Path}");

        Assert.Contains(Url, error, StringComparison.Ordinal);
        Assert.Contains("mine.jsonld", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_cannot_be_compiled_is_named()
    {
        using var own = new OwnVocabulary().Add("schemas", "mine.json", """{"pattern": "("}""", new JsonObject
        {
            ["publisher"] = "Own",
            ["version"] = "1",
            ["types"] = new JsonArray("Own"),
        });

        Assert.StartsWith("schemas/mine.json", await FailAsync($"--Gateway:Vocabulary:Path={own.Path}"), StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>The one line that it said, besides what is logged before.</summary>
    private async Task<string> FailAsync(string setting)
    {
        var result = await GatewayProgram.RunAsync(_data.FullName, setting);

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        return Assert.Single(Lines(result), line => !line.StartsWith('{'));
    }

    private static string[] Lines(ProgramResult result) => result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

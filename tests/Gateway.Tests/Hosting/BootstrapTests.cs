using System.Net;
using System.Runtime.Versioning;

namespace Gateway.Tests.Hosting;

[Collection("console")]
public sealed class BootstrapTests
{
    private static readonly Dictionary<string, string?> s_noKey = new() { ["Gateway:Auth:BootstrapKey"] = null };

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Makes_a_key_on_first_start_that_works_lies_in_a_file_of_mode_600_and_is_shown_once_but_never_logged()
    {
        var console = Console.Out;
        using var shown = new StringWriter();
        Console.SetOut(shown);
        try
        {
            await using var gateway = await TestGateway.StartAsync(s_noKey);
            var file = Path.Combine(gateway.DataPath, "api-key");
            var key = (await File.ReadAllTextAsync(file)).TrimEnd();
            Assert.Matches("^gw_[A-Za-z0-9_-]{43}$", key);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(2, shown.ToString().Split(key).Length);
            Assert.DoesNotContain(key, gateway.Log.Text, StringComparison.Ordinal);
            using var response = await gateway.Client(key).GetAsync("/credentials");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [Fact]
    public async Task Makes_no_other_key_on_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-test-");
        var first = await TestGateway.StartAsync(s_noKey, folder: folder);
        var key = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "api-key"));
        await first.StopAsync();
        await using var second = await TestGateway.StartAsync(s_noKey, folder: folder);
        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(folder.FullName, "api-key")));
        using var response = await second.Client(key.TrimEnd()).GetAsync("/credentials");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Says_in_the_log_that_a_key_configured_later_is_not_used_and_does_not_use_it()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-test-");
        var first = await TestGateway.StartAsync(s_noKey, folder: folder);
        await first.StopAsync();
        await using var second = await TestGateway.StartAsync(folder: folder);
        Assert.Contains("Gateway:Auth:BootstrapKey ignored", second.Log.Text, StringComparison.Ordinal);
        using var response = await second.Client(TestGateway.Key).GetAsync("/credentials");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

}

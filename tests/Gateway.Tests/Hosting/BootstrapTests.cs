using System.Net;
using System.Runtime.Versioning;
using Gateway.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

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
    public async Task Leaves_the_key_of_another_start_that_was_first()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-test-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "api-key"), "the other's");
        var options = Options.Create(new GatewayOptions { DataPath = folder.FullName });
        var bootstrap = new Bootstrap(
            new OtherWasFirst(), options, Options.Create(new AuthOptions()), TimeProvider.System, NullLogger<Bootstrap>.Instance);
        await bootstrap.StartAsync(CancellationToken.None);
        Assert.Equal("the other's", await File.ReadAllTextAsync(Assert.Single(folder.GetFiles()).FullName));
        folder.Delete(recursive: true);
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

    /// <summary>A database that had no tenant at the first look, and has one at the second.</summary>
    private sealed class OtherWasFirst : ITenantStore
    {
        public Task<bool> AnyTenantAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<FirstTenant?> AddFirstTenantAsync(
            string name, byte[] keyHash, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<FirstTenant?>(null);

        public Task<Tenant?> AddTenantAsync(string name, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Tenant?> FindTenantAsync(string idOrName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Tenant>> ListTenantsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string> AddKeyAsync(string tenantId, byte[] hash, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<ListedKey>> ListKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> RevokeKeyAsync(string keyId, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<StoredKey>> FindKeysAsync(ReadOnlyMemory<byte> hashPrefix, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}

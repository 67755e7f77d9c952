using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Storage;

public sealed class StorageRegistrationTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_every_port_its_store_over_one_database_and_closes_it_with_the_host()
    {
        await using (var app = Build($"Gateway:DataPath={_folder.DataPath}"))
        {
            await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
            Assert.NotNull(app.Services.GetRequiredService<ICredentialStore>());
            Assert.NotNull(app.Services.GetRequiredService<IDeliveryStore>());
            Assert.NotNull(app.Services.GetRequiredService<IPassportStore>());
            Assert.NotNull(app.Services.GetRequiredService<IIdempotencyStore>());
            Assert.Null(await app.Services.GetRequiredService<IReadiness>().FindFaultAsync(CancellationToken.None));
            var tenants = app.Services.GetRequiredService<ITenantStore>();
            Assert.False(await tenants.AnyTenantAsync(CancellationToken.None));
            await tenants.AddTenantAsync("acme", Given.Now, CancellationToken.None);
        }

        Assert.True(File.Exists(_folder.DatabasePath));
        Assert.False(File.Exists(_folder.DatabasePath + "-wal"));
    }

    [Theory]
    [InlineData("Gateway:Storage:Readers=0", "Readers")]
    [InlineData("Gateway:Storage:MaxWritesPerCommit=0", "MaxWritesPerCommit")]
    [InlineData("Gateway:Storage:MaxQueuedWrites=-1", "MaxQueuedWrites")]
    [InlineData("Gateway:Storage:Writers=0", "Writers")]
    [InlineData("Gateway:Storage:Provider=postgres", "ConnectionString")]
    [InlineData("Gateway:Storage:Provider=7", "Provider")]
    [InlineData("Gateway:Storage:ConnectionString=Host=db", "ConnectionString")]
    [InlineData("Gateway:DataPath=", "DataPath")]
    [InlineData("Gateway:PublicUrl=ftp://gateway.example", "PublicUrl")]
    [InlineData("Gateway:PublicUrl=https://gateway.example/?x", "PublicUrl")]
    public async Task Refuses_to_start_with_a_bad_option_and_names_it(string setting, string name)
    {
        await using var app = Build(setting);
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(CancellationToken.None));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://gateway.example")]
    [InlineData("http://127.0.0.1:5080/")]
    [InlineData("https://gateway.example/un/tp")]
    public async Task Takes_an_absolute_address_for_its_own(string url)
    {
        await using var app = Build($"Gateway:PublicUrl={url}");
        Assert.Equal(url, app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.PublicUrl);
    }

    private static WebApplication Build(string setting)
    {
        var builder = WebApplication.CreateBuilder(["--" + setting, "--urls=http://127.0.0.1:0"]);
        return builder.AddStorage().Build();
    }
}

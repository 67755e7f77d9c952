using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Issuing;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>Every store over one new and empty database.</summary>
internal sealed record TestStores(
    ICredentialStore Credentials,
    IDeliveryStore Deliveries,
    IPassportStore Passports,
    IIdempotencyStore Answers,
    ITenantStore Tenants,
    IDidStore Dids,
    IMasterKeyStore MasterKeys,
    IStatusListStore Statuses,
    IReadiness Readiness,
    Func<string, Task<long>> CountRows,
    Func<ValueTask> Close)
{
    public static TestStores Over(Database database, Func<ValueTask> close) => new(
        new SqlCredentialStore(database),
        new SqlDeliveryStore(database),
        new SqlPassportStore(database),
        new SqlIdempotencyStore(database),
        new SqlTenantStore(database),
        new SqlDidStore(database),
        new SqlMasterKeyStore(database),
        new SqlStatusListStore(database),
        new SqlReadiness(database),
        table => database.ReadAsync(session => session.FindAsync($"SELECT COUNT(*) FROM {table}", row => row.GetInt64(0)), default),
        close);
}

/// <summary>A test of what every implementation of a store does; a subclass opens one.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private TestStores? _stores;

    internal TestStores Stores => _stores!;

    internal Tenant Acme { get; private set; } = null!;

    internal Tenant Bolt { get; private set; } = null!;

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stores = await OpenAsync();
        Acme = (await Stores.Tenants.AddTenantAsync("acme", Given.Now, Stop))!;
        Bolt = (await Stores.Tenants.AddTenantAsync("bolt", Given.Now, Stop))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.Close();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<TestStores> OpenAsync();

    private protected Task<AddResult> AddAsync(NewCredential credential, params string[] recipients) =>
        Stores.Credentials.AddAsync(credential, recipients, null, Stop);
}

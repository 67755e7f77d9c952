namespace Gateway.Tests.Storage;

public sealed class PostgresCredentialStore(PostgresCluster cluster) : CredentialStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresCredentialList(PostgresCluster cluster) : CredentialListContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresCredentialOnce(PostgresCluster cluster) : CredentialOnceContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresDeliveryStore(PostgresCluster cluster) : DeliveryStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresPassportStore(PostgresCluster cluster) : PassportStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresIdempotencyStore(PostgresCluster cluster) : IdempotencyStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresTenantStore(PostgresCluster cluster) : TenantStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresHostileText(PostgresCluster cluster) : HostileTextContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresDeliveryQueues(PostgresCluster cluster) : DeliveryQueueContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresDeliveryAttempts(PostgresCluster cluster) : DeliveryAttemptContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresDidStore(PostgresCluster cluster) : DidStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresMasterKeyStore(PostgresCluster cluster) : MasterKeyStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

public sealed class PostgresStatusListStore(PostgresCluster cluster) : StatusListStoreContract
{
    private protected override Task<TestStores> OpenAsync() => cluster.OpenStoresAsync();
}

namespace Gateway.Tests.Storage;

public sealed class SqliteCredentialStore : CredentialStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteCredentialList : CredentialListContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteCredentialOnce : CredentialOnceContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteDeliveryStore : DeliveryStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqlitePassportStore : PassportStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteIdempotencyStore : IdempotencyStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteTenantStore : TenantStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteHostileText : HostileTextContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteDeliveryQueues : DeliveryQueueContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteDeliveryAttempts : DeliveryAttemptContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteDidStore : DidStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteMasterKeyStore : MasterKeyStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

public sealed class SqliteStatusListStore : StatusListStoreContract
{
    private protected override Task<TestStores> OpenAsync() => SqliteFolder.OpenStoresAsync();
}

using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Issuing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Storage;

internal static class StorageRegistration
{
    /// <summary>Adds every store. <see cref="Database.MigrateAsync"/> is to be called before the first use of any.</summary>
    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<GatewayOptions>(GatewayOptions.Section);
        builder.Services.AddSettings<StorageOptions>(StorageOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Database>();
        builder.Services.AddSingleton<ICredentialStore, SqlCredentialStore>();
        builder.Services.AddSingleton<IDeliveryStore, SqlDeliveryStore>();
        builder.Services.AddSingleton<IPassportStore, SqlPassportStore>();
        builder.Services.AddSingleton<IIdempotencyStore, SqlIdempotencyStore>();
        builder.Services.AddSingleton<ITenantStore, SqlTenantStore>();
        builder.Services.AddSingleton<IDidStore, SqlDidStore>();
        builder.Services.AddSingleton<IMasterKeyStore, SqlMasterKeyStore>();
        builder.Services.AddSingleton<IStatusListStore, SqlStatusListStore>();
        builder.Services.AddSingleton<IReadiness, SqlReadiness>();
        builder.Services.TryAddSingleton<DeliverySignal>();
        builder.Services.AddHostedService<PartitionKeeper>();
        builder.Services.AddHostedService<DeliveryNotices>();
        return builder;
    }
}

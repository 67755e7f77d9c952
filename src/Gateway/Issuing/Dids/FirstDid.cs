using Gateway.Hosting;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>
/// Gives the first tenant the DID of the gateway's host, with an Ed25519 key, so that issuing works at once. Only when the server has
/// started is it known which host that is; under another address than the last time there is another DID.
/// </summary>
internal sealed class FirstDid(DidDesk desk, OwnDids own, IDidStore dids, ITenantStore tenants) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await dids.FindDocumentAsync(own.Root, null, cancellationToken) is not null)
        {
            return;
        }

        var first = (await tenants.ListTenantsAsync(cancellationToken)).MinBy(tenant => tenant.CreatedAt);
        if (first is not null)
        {
            // another process may have been faster, and that is as well
            await desk.AddAsync(
                new DidCaller(first.Id, null), DidKind.Hosted, own.Root, KeyType.Ed25519, DidProfile.Empty, cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

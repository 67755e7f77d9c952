using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Answer = Gateway.Hosting.Answer;

namespace Gateway.Forwarding;

/// <summary>
/// With whom a tenant shares: whom it may send to, who is sent what by itself, from whom it takes. What the database says is remembered for
/// a moment, so that a credential does not cost a look for it.
/// </summary>
internal sealed class Sharing(IRecipientStore store, IOptions<ForwardingOptions> options, TimeProvider time)
{
    private readonly Remembered<string, Tenant> _tenants = new(options.Value.PolicyLifetime, time);

    /// <summary>The tenant's policy.</summary>
    public async ValueTask<SharingPolicy> FindPolicyAsync(string tenantId, CancellationToken cancellationToken) =>
        (await FindAsync(tenantId, cancellationToken)).Policy;

    /// <summary>The answer when the tenant sends to registered recipients alone and one of these is none; else null.</summary>
    public async ValueTask<Answer?> FindFaultAsync(
        string tenantId, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        if (recipients.Count == 0 || !(await FindPolicyAsync(tenantId, cancellationToken)).IsRegisteredOnly)
        {
            return null;
        }

        foreach (var did in recipients)
        {
            if (await store.FindAsync(tenantId, did, cancellationToken) is null)
            {
                return Problems.Unprocessable(ProblemCodes.NotRegistered, $"{did} is not registered: PUT /recipients/{{did}} does that");
            }
        }

        return null;
    }

    /// <summary>Those to whom a credential is sent by itself.</summary>
    public async ValueTask<IReadOnlyList<string>> RouteAsync(
        string tenantId, RoutedCredential credential, CancellationToken cancellationToken)
    {
        var routed = (await FindAsync(tenantId, cancellationToken)).Routed;
        return [.. routed.Where(recipient => credential.Fits(recipient.Filters)).Select(recipient => recipient.Did)];
    }

    /// <summary>To be called after a change.</summary>
    public void Forget(string tenantId) => _tenants.Forget(tenantId);

    private async ValueTask<Tenant> FindAsync(string tenantId, CancellationToken cancellationToken) =>
        (await _tenants.FindAsync(tenantId, async () => new Tenant(
            await store.FindPolicyAsync(tenantId, cancellationToken),
            await store.ListRoutedAsync(tenantId, cancellationToken))))!;

    private sealed record Tenant(SharingPolicy Policy, IReadOnlyList<Recipient> Routed);
}

/// <summary>What filters look at.</summary>
/// <param name="About">The ids that it is about.</param>
internal sealed record RoutedCredential(string Issuer, string MediaType, IReadOnlyList<string> Types, IReadOnlyList<string> About)
{
    public bool Fits(RecipientFilters filters) =>
        filters.Routes
        && Says(filters.Types, Types.Contains)
        && Says(filters.Issuers, issuer => issuer == Issuer)
        && Says(filters.ProductIdPrefixes, prefix => About.Any(id => id.StartsWith(prefix, StringComparison.Ordinal)))
        && Says(filters.MediaTypes, mediaType => mediaType == MediaType);

    private static bool Says(IReadOnlyList<string> list, Func<string, bool> fits) => list.Count == 0 || list.Any(fits);
}

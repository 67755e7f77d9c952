namespace Gateway.Identifiers;

/// <summary>
/// Chooses the passport of a product: from an issuer that controls the product's identifier; only while none such is held here by
/// anybody, from the tenant and issuer that published one first. A stranger's never becomes the answer unless he is asked for.
/// </summary>
internal sealed class PassportFinder(IPassportStore store, TimeProvider time)
{
    /// <summary>The gateway's id of the passport; null when there is none that the caller may see.</summary>
    /// <param name="productId">The product's URI.</param>
    /// <param name="issuer">Whose passport is wanted; null for that of whoever may speak.</param>
    /// <param name="callerTenantId">Who asks; null for the public.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<string?> FindAsync(string productId, string? issuer, string? callerTenantId, CancellationToken cancellationToken)
    {
        var query = issuer is not null
            ? new PassportQuery(productId, [issuer], null, callerTenantId, time.GetUtcNow())
            : await OfWhoMaySpeakAsync(productId, callerTenantId, cancellationToken);
        return query is null ? null : await store.FindInForceAsync(query, cancellationToken);
    }

    private async Task<PassportQuery?> OfWhoMaySpeakAsync(string productId, string? callerTenantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var controlling = ControllingIssuers.Of(productId);
        if (controlling.Count > 0 && await store.AnyAsync(productId, controlling, cancellationToken))
        {
            return new PassportQuery(productId, controlling, null, callerTenantId, now);
        }

        return await store.FindFirstPublisherAsync(productId, cancellationToken) is { } first
            ? new PassportQuery(productId, [first.Issuer], first.TenantId, callerTenantId, now)
            : null;
    }
}

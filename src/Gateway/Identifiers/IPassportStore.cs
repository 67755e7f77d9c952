namespace Gateway.Identifiers;

/// <summary>Finds the passports of a product among the credentials kept; by index, never by scan.</summary>
internal interface IPassportStore
{
    /// <summary>Whether anybody holds here a passport of the product from one of these issuers.</summary>
    Task<bool> AnyAsync(string productId, IReadOnlyList<string> issuers, CancellationToken cancellationToken);

    /// <summary>The tenant and issuer of the passport of the product that was received first; null when there is none.</summary>
    Task<Publisher?> FindFirstPublisherAsync(string productId, CancellationToken cancellationToken);

    /// <summary>
    /// The gateway's id of the passport to answer with: visible to the caller, in force, not revoked at the last look, latest
    /// validFrom (absent counts as earliest), then latest receipt; null when there is none.
    /// </summary>
    Task<string?> FindInForceAsync(PassportQuery query, CancellationToken cancellationToken);
}

/// <summary>Who published a passport here.</summary>
internal sealed record Publisher(string TenantId, string Issuer);

/// <param name="ProductId">The product's URI.</param>
/// <param name="Issuers">Only from these issuers.</param>
/// <param name="PublisherTenantId">Only what this tenant sent; null for any.</param>
/// <param name="CallerTenantId">Who asks; null for the public.</param>
/// <param name="At">The time at which it is to be in force.</param>
internal sealed record PassportQuery(
    string ProductId, IReadOnlyList<string> Issuers, string? PublisherTenantId, string? CallerTenantId, DateTimeOffset At);

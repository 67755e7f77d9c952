using Untp.Credentials.Dids;
using Known = Untp.Credentials.MediaTypes;

namespace Gateway.Forwarding;

/// <summary>The body of <c>PUT /recipients/{did}</c>; what is absent is as usual.</summary>
/// <param name="Filters">What is sent to it by itself; absent: nothing.</param>
/// <param name="MediaTypes">Of the forms in which a credential comes, those that it wishes to be sent by itself; absent: all.</param>
/// <param name="Send"><c>credential</c>, the usual, or <c>notice</c>.</param>
/// <param name="DeliveriesPerMinute">At most so many; absent: no limit.</param>
internal sealed record RecipientRequest(
    FiltersDocument? Filters, IReadOnlyList<string>? MediaTypes, Sending? Send, int? DeliveriesPerMinute)
{
    private const int MaxItems = 100;
    private const int MaxLength = 200;
    private const int MaxPerMinute = 60_000;

    private static readonly string[] s_mediaTypes = [Known.VcJwt, Known.Vc, Known.JsonLd, Known.Json];

    /// <summary>The recipient, or what is wrong and where.</summary>
    public (Recipient? Recipient, string? Fault, string? Pointer) Read(string did)
    {
        var filters = new RecipientFilters(
            Filters?.Types ?? [], Filters?.Issuers ?? [], Filters?.ProductIdPrefixes ?? [], MediaTypes ?? []);
        return DeliveriesPerMinute is < 1 or > MaxPerMinute
                ? (null, $"deliveriesPerMinute is from 1 to {MaxPerMinute}", "/deliveriesPerMinute")
            : !AreTexts(filters.Types) ? Fault("types", "types are texts")
            : !AreTexts(filters.Issuers) || !filters.Issuers.All(DidUrl.IsDid) ? Fault("issuers", "issuers are DIDs")
            : !AreTexts(filters.ProductIdPrefixes) ? Fault("productIdPrefixes", "the beginnings of product ids are texts")
            : filters.MediaTypes.Count > MaxItems || filters.MediaTypes.Except(s_mediaTypes).Any()
                ? (null, $"a media type is one of {string.Join(", ", s_mediaTypes)}", "/mediaTypes")
            : (new Recipient(did, filters, Send ?? Sending.Credential, DeliveriesPerMinute), null, null);

        static (Recipient?, string?, string?) Fault(string name, string detail) =>
            (null, $"{detail}, at most {MaxItems} of at most {MaxLength} characters", "/filters/" + name);
    }

    private static bool AreTexts(IReadOnlyList<string> texts) => texts.Count <= MaxItems
        && texts.All(text => text is { Length: > 0 and <= MaxLength } && !text.Contains('\0', StringComparison.Ordinal));
}

/// <summary>What is sent to a recipient by itself: what fits each list that is there.</summary>
/// <param name="Types">Types of credentials.</param>
/// <param name="Issuers">DIDs of issuers.</param>
/// <param name="ProductIdPrefixes">How an id that the credential is about begins.</param>
internal sealed record FiltersDocument(
    IReadOnlyList<string>? Types, IReadOnlyList<string>? Issuers, IReadOnlyList<string>? ProductIdPrefixes);

/// <summary>A registered recipient; what does not apply is absent.</summary>
/// <param name="DisabledAt">Since when nothing is sent to it, because it answered 410.</param>
internal sealed record RecipientDocument(
    string Did,
    FiltersDocument Filters,
    IReadOnlyList<string> MediaTypes,
    Sending Send,
    int? DeliveriesPerMinute,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? DisabledAt)
{
    public static RecipientDocument Of(RegisteredRecipient registered)
    {
        var (did, filters, sends, perMinute) = registered.Recipient;
        return new(
            did,
            new FiltersDocument(filters.Types, filters.Issuers, filters.ProductIdPrefixes),
            filters.MediaTypes,
            sends,
            perMinute,
            registered.CreatedAt,
            registered.DisabledAt);
    }
}

/// <summary>One page of the caller's recipients.</summary>
/// <param name="NextCursor">What <c>cursor</c> asks for the next page; absent on the last.</param>
internal sealed record RecipientListDocument(IReadOnlyList<RecipientDocument> Items, string? NextCursor);

/// <summary>What a replay did.</summary>
/// <param name="Deliveries">How many are due again.</param>
/// <param name="Since">What <c>since</c> asks for the rest; absent when that was all.</param>
internal sealed record ReplayDocument(int Deliveries, DateTimeOffset? Since);

/// <summary>With whom a tenant exchanges credentials.</summary>
/// <param name="SendTo"><c>any</c> DID, the usual, or <c>registered</c> recipients alone.</param>
/// <param name="AcceptFrom">The DIDs whose deliveries its inboxes take, or <c>any</c> for everybody's; empty: nobody's.</param>
internal sealed record PolicyDocument(SendTo? SendTo, IReadOnlyList<string>? AcceptFrom);

/// <summary>To whom a tenant sends.</summary>
internal enum SendTo
{
    Any,
    Registered,
}

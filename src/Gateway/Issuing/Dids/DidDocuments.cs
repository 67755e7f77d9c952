using System.Text.Json;

namespace Gateway.Issuing;

/// <summary>The caller's DIDs, oldest first.</summary>
internal sealed record DidListDocument(IReadOnlyList<DidItemDocument> Items);

/// <summary>A DID of the caller's.</summary>
/// <param name="Did">The DID.</param>
/// <param name="Kind">Where its document comes from.</param>
/// <param name="Signs">Whether credentials can be issued as it.</param>
/// <param name="PublishedAt">Where its document is, or is to be; absent for a did:key.</param>
/// <param name="AlsoKnownAs">Other identifiers of the organisation.</param>
/// <param name="Services">Its services.</param>
/// <param name="Keys">Its keys, oldest first.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="Document">Its document: of one's own domain, what is to be published there. Absent in lists.</param>
internal sealed record DidItemDocument(
    string Did,
    DidKind Kind,
    bool Signs,
    string? PublishedAt,
    IReadOnlyList<string> AlsoKnownAs,
    IReadOnlyList<ServiceEntry> Services,
    IReadOnlyList<KeyItemDocument> Keys,
    DateTimeOffset CreatedAt,
    JsonElement? Document);

/// <summary>A key of a DID; never its private half.</summary>
/// <param name="Id">Its JWK thumbprint (RFC 7638).</param>
/// <param name="KeyType"><c>Ed25519</c> or <c>P-256</c>.</param>
/// <param name="State">What it is for.</param>
/// <param name="TokenMethod">The verification method that tokens name (<c>kid</c>).</param>
/// <param name="ProofMethod">The verification method that proofs name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">Since when it is in this state.</param>
internal sealed record KeyItemDocument(
    string Id,
    string KeyType,
    KeyState State,
    string TokenMethod,
    string ProofMethod,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt);

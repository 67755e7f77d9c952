using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>Where a DID's document comes from.</summary>
internal enum DidKind
{
    /// <summary>did:web on the gateway's host: the gateway serves the document.</summary>
    Hosted,

    /// <summary>did:web on the organisation's own domain: the gateway prints the document, the organisation publishes it.</summary>
    External,

    /// <summary>did:key: the document follows from the DID.</summary>
    Key,
}

/// <summary>What a key of a DID is for at present.</summary>
internal enum KeyState
{
    /// <summary>It signs: there is one such key, or none yet.</summary>
    Signing,

    /// <summary>It signs no more, and stays published, so that what it signed verifies.</summary>
    Verifying,

    /// <summary>It is to sign as soon as the organisation has published it.</summary>
    Pending,

    /// <summary>It is published no more.</summary>
    Retired,

    /// <summary>It is published as revoked: what it signed does not verify any more.</summary>
    Revoked,
}

/// <summary>A DID of a tenant, with its keys.</summary>
/// <param name="TenantId">Whose.</param>
/// <param name="Did">The DID.</param>
/// <param name="Kind">Where its document comes from.</param>
/// <param name="Profile">What its document says besides the keys.</param>
/// <param name="Keys">Its keys, oldest first.</param>
/// <param name="Version">Counts the documents; the first is 1.</param>
/// <param name="CreatedAt">When it was added.</param>
internal sealed record ManagedDid(
    string TenantId, string Did, DidKind Kind, DidProfile Profile, IReadOnlyList<ManagedKey> Keys, int Version, DateTimeOffset CreatedAt)
{
    /// <summary>The key that signs; null until it is published.</summary>
    public ManagedKey? SigningKey => Keys.FirstOrDefault(key => key.State == KeyState.Signing);
}

/// <summary>What a DID document says besides the keys.</summary>
/// <param name="AlsoKnownAs">Other identifiers of the same organisation, absolute URIs.</param>
/// <param name="Services">Its services.</param>
internal sealed record DidProfile(IReadOnlyList<string> AlsoKnownAs, IReadOnlyList<ServiceEntry> Services)
{
    public static DidProfile Empty { get; } = new([], []);
}

/// <summary>A service of a DID.</summary>
/// <param name="Type">Such as <c>CredentialInbox</c>, <c>linkset</c> or <c>dia</c>.</param>
/// <param name="Endpoint">Its URL.</param>
internal sealed record ServiceEntry(string Type, string Endpoint);

/// <summary>A key of a DID.</summary>
/// <param name="Id">Its JWK thumbprint (RFC 7638).</param>
/// <param name="Public">Its public half.</param>
/// <param name="State">What it is for.</param>
/// <param name="Sealed">Its private half; null once it signs no more.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">Since when it is in this state.</param>
internal sealed record ManagedKey(
    string Id, VerificationKey Public, KeyState State, SealedKey? Sealed, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>A private key, encrypted.</summary>
/// <param name="MasterKeyId">Under which master key.</param>
/// <param name="Bytes">Nonce, ciphertext, tag.</param>
internal sealed record SealedKey(string MasterKeyId, byte[] Bytes);

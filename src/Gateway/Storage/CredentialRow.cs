using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.Credentials;

namespace Gateway.Storage;

/// <summary>A credential made ready for its rows: what can be worked out before the one writer has it, is.</summary>
internal sealed class CredentialRow(NewCredential credential)
{
    public NewCredential Credential { get; } = credential;

    public byte[]? IdentityKey { get; } =
        credential.CredentialId is { } id ? IndexKey.Identity(credential.Issuer, id) : null;

    public byte[] IssuerKey { get; } = IndexKey.Issuer(credential.Issuer);

    public string Types { get; } = JsonSerializer.Serialize(credential.Types, StorageJson.Default.IReadOnlyListString);

    public byte[] Bytes { get; } = ToArray(credential.Bytes);

    /// <summary>What it is found by: its own id, and the ids that it is about.</summary>
    public IReadOnlyList<byte[]> Names { get; } =
    [
        .. credential.CredentialId is { } name ? [IndexKey.Name(name)] : (byte[][])[],
        .. credential.About.Select(about => about.Id).Distinct(StringComparer.Ordinal).Select(IndexKey.About),
    ];

    /// <summary>What lists may narrow to it by.</summary>
    public IEnumerable<byte[]> Facets =>
    [
        IndexKey.Issuer(Credential.Issuer),
        .. Credential.Types.Distinct(StringComparer.Ordinal).Select(IndexKey.Type),
        .. Names,
    ];

    /// <summary>The same with whom they are for: the tenant, and everybody where it is public.</summary>
    public IEnumerable<(string Tenant, byte[] Facet)> AllFacets =>
    [
        .. Facets.Select(facet => (Credential.TenantId, facet)),
        .. (Credential.Access == Access.Public ? Names : []).Select(name => (CredentialRows.Everybody, name)),
    ];

    /// <summary>What the event of its coming says, JSON.</summary>
    public string EventDetail(int recipients) => JsonSerializer.Serialize(
        new EventDetail(Credential.Issuer, Credential.CredentialId, recipients), StorageJson.Default.EventDetail);

    /// <summary>The products whose passport it is.</summary>
    public IReadOnlyList<byte[]> Products { get; } =
    [
        .. credential.About.Where(about => about.IsPassport)
            .Select(about => about.Id).Distinct(StringComparer.Ordinal).Select(IndexKey.About),
    ];

    /// <summary>Milliseconds since 1970; the earliest number when the credential does not say.</summary>
    public long Earliest { get; } = credential.ValidFrom?.ToUnixTimeMilliseconds() ?? long.MinValue;

    /// <summary>Milliseconds since 1970; the latest number when the credential does not say.</summary>
    public long Latest { get; } = credential.ValidUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    // The driver takes arrays only.
    private static byte[] ToArray(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToArray();
}

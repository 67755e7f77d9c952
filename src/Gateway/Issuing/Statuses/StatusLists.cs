using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Hosting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using Untp.Credentials.Statuses;

namespace Gateway.Issuing;

/// <summary>
/// Serves the status lists that the gateway's credentials name. A list is signed again only when an entry has changed, when its issuer has
/// another key, or when half of the time is gone for which others may keep it; till then the same bytes are served, out of memory.
/// </summary>
internal sealed class StatusLists(
    IStatusListStore store,
    Signers signers,
    Vocabulary vocabulary,
    PublicUrl url,
    IOptions<IssuingOptions> options,
    TimeProvider time) : IDisposable
{
    public const string Path = "/status-lists/";

    private const int IdLength = 22;
    private const string Cryptosuite = "eddsa-rdfc-2022";
    private const long MaxCacheBytes = 64 << 20;

    /// <summary>What it signs is our own text, and as long as the list.</summary>
    private readonly DataIntegritySigner _proofs = new(vocabulary, new ParsingLimits(MaxBytes: 64 << 20, MaxDepth: 8));

    private readonly SemaphoreSlim _signing = new(1);
    private readonly MemoryCache _served = new(new MemoryCacheOptions { SizeLimit = MaxCacheBytes });

    public string UrlOf(string id) => url.For(Path + id);

    /// <summary>The id of a list of ours; null for the URL of anything else.</summary>
    public string? IdOf(string listUrl)
    {
        var prefix = url.Base;
        return listUrl.Length == prefix.Length + Path.Length + IdLength
            && listUrl.StartsWith(prefix, StringComparison.Ordinal)
            && listUrl.AsSpan(prefix.Length).StartsWith(Path, StringComparison.Ordinal)
                ? listUrl[(prefix.Length + Path.Length)..]
                : null;
    }

    /// <summary>The list as signed; null when there is none of that id.</summary>
    /// <exception cref="SignerUnavailableException">It is to be signed and cannot be.</exception>
    public async Task<ServedList?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } state)
        {
            return null;
        }

        if (IsFresh(state))
        {
            return await LoadAsync(state, cancellationToken);
        }

        await _signing.WaitAsync(cancellationToken);
        try
        {
            state = (await store.FindAsync(id, cancellationToken))!;
            return IsFresh(state) ? await LoadAsync(state, cancellationToken) : await SignAsync(state, cancellationToken);
        }
        finally
        {
            _signing.Release();
        }
    }

    /// <summary>
    /// The list for those who ask for JSON: the same claims with a proof in them, which is made when it is first asked for and the same
    /// on every node; an envelope where the issuer's key makes no such proof.
    /// </summary>
    public async Task<ServedText> ReadJsonAsync(ServedList list, CancellationToken cancellationToken)
    {
        if (list.Json is { } made)
        {
            return made;
        }

        await _signing.WaitAsync(cancellationToken);
        try
        {
            return list.Json ??= new ServedText(await WriteJsonAsync(list, cancellationToken));
        }
        finally
        {
            _signing.Release();
        }
    }

    public void Dispose()
    {
        _signing.Dispose();
        _served.Dispose();
    }

    private bool IsFresh(StatusListState state) =>
        state.SignedVersion == state.Version
        && state.SignedBy == state.SigningKeyId
        && time.GetUtcNow() - state.SignedAt < options.Value.StatusListTtl / 2;

    private async Task<ServedList> LoadAsync(StatusListState state, CancellationToken cancellationToken)
    {
        if (_served.TryGetValue(state.Id, out ServedList? known)
            && known!.Version == state.SignedVersion
            && known.SignedAt == state.SignedAt)
        {
            return known;
        }

        var token = await store.FindTokenAsync(state.Id, cancellationToken);
        return Keep(state, new ServedList(state.Issuer, state.TenantId, state.SignedVersion!.Value, state.SignedAt!.Value, token!));
    }

    private async Task<ServedList> SignAsync(StatusListState state, CancellationToken cancellationToken)
    {
        var (signer, _) = await signers.FindAsync(state.TenantId, state.Issuer, SecuringForm.Token, cancellationToken);
        if (signer is null || state.SigningKeyId is null)
        {
            throw new SignerUnavailableException($"the issuer {state.Issuer} of the status list {state.Id} has no key that signs");
        }

        var bits = await store.ReadBitsAsync(state.Id, cancellationToken);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var claims = StatusListText.Write(state, UrlOf(state.Id), Encode(state, bits), now, options.Value);
        var token = await VcJwt.SignReadAsync(claims, signer, cancellationToken);
        await store.SaveTokenAsync(state.Id, new SignedList(bits.Version, state.SigningKeyId, now, token), cancellationToken);
        return Keep(state, new ServedList(state.Issuer, state.TenantId, bits.Version, now, token));
    }

    private async Task<byte[]> WriteJsonAsync(ServedList list, CancellationToken cancellationToken)
    {
        var (signer, _) = await signers.FindAsync(list.TenantId, list.Issuer, SecuringForm.Proof, cancellationToken);
        if (signer is null || !Securing.Takes(SecuringMechanism.EddsaRdfc2022, signer))
        {
            return IssuedText.WriteEnveloped(list.Token.Bytes);
        }

        var token = list.Token.Bytes;
        var (first, last) = (Array.IndexOf(token, (byte)'.'), Array.LastIndexOf(token, (byte)'.'));
        var claims = Base64Url.DecodeFromUtf8(token.AsSpan(first + 1, last - first - 1));
        var proof = new ProofOptions { Cryptosuite = Cryptosuite, Created = list.SignedAt };
        return await _proofs.SignAsync(claims, proof, signer, cancellationToken);
    }

    private static string Encode(StatusListState state, StatusBits bits)
    {
        var bytes = new byte[state.Length / 8];
        foreach (var entry in bits.Set)
        {
            BitstringStatusList.Set(bytes, entry, true);
        }

        return BitstringStatusList.Encode(bytes);
    }

    private ServedList Keep(StatusListState state, ServedList list)
    {
        _served.Set(state.Id, list, new MemoryCacheEntryOptions { Size = list.Size });
        return list;
    }
}

/// <summary>A list ready to be served.</summary>
internal sealed class ServedList(string issuer, string tenantId, int version, DateTimeOffset signedAt, byte[] token)
{
    public string Issuer { get; } = issuer;

    public string TenantId { get; } = tenantId;

    public int Version { get; } = version;

    public DateTimeOffset SignedAt { get; } = signedAt;

    public ServedText Token { get; } = new(token);

    /// <summary>As JSON; null until it was asked for.</summary>
    public ServedText? Json { get; set; }

    /// <summary>The JSON is about as large again.</summary>
    public long Size => (2L * Token.Bytes.Length) + 4096;
}

/// <summary>Bytes with their entity tag, made once.</summary>
internal sealed record ServedText(byte[] Bytes)
{
    public string Tag { get; } = Digests.ToETag(SHA256.HashData(Bytes));
}

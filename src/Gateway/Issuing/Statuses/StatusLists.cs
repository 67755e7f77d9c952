using System.Security.Cryptography;
using System.Text;
using Gateway.Hosting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Untp.Credentials.Proofs;
using Untp.Credentials.Statuses;

namespace Gateway.Issuing;

/// <summary>
/// Serves the status lists that the gateway's credentials name. A list is signed again only when an entry has changed, when its issuer has
/// another key, or when half of the time is gone for which others may keep it; till then the same bytes are served, out of memory.
/// </summary>
internal sealed class StatusLists(
    IStatusListStore store, Signers signers, PublicUrl url, IOptions<IssuingOptions> options, TimeProvider time) : IDisposable
{
    public const string Path = "/status-lists/";

    private const int IdLength = 22;
    private const long MaxCacheBytes = 64 << 20;

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
        return Keep(state.Id, new ServedList(state.SignedVersion!.Value, state.SignedAt!.Value, token!));
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
        var token = Encoding.ASCII.GetBytes(await VcJwt.SignAsync(claims, signer, cancellationToken));
        await store.SaveTokenAsync(state.Id, new SignedList(bits.Version, state.SigningKeyId, now, token), cancellationToken);
        return Keep(state.Id, new ServedList(bits.Version, now, token));
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

    private ServedList Keep(string id, ServedList list)
    {
        _served.Set(id, list, new MemoryCacheEntryOptions { Size = list.Size });
        return list;
    }
}

/// <summary>A list ready to be served: the token, and the credential that wraps it, each with its entity tag, made once.</summary>
internal sealed class ServedList
{
    public ServedList(int version, DateTimeOffset signedAt, byte[] token)
    {
        (Version, SignedAt, Token) = (version, signedAt, token);
        Enveloped = IssuedText.WriteEnveloped(token);
        TokenTag = Digests.ToETag(SHA256.HashData(Token));
        EnvelopedTag = Digests.ToETag(SHA256.HashData(Enveloped));
    }

    public int Version { get; }

    public DateTimeOffset SignedAt { get; }

    public byte[] Token { get; }

    public byte[] Enveloped { get; }

    public string TokenTag { get; }

    public string EnvelopedTag { get; }

    public long Size => Token.Length + Enveloped.Length + 1024;
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>What becomes of an answer for whoever sends the same Idempotency-Key again.</summary>
internal enum Memory
{
    /// <summary>It was kept in the transaction of its effect.</summary>
    Kept,

    /// <summary>It had no effect, and would be the same again: it is to be kept.</summary>
    ToKeep,

    /// <summary>Trying again may help: it is not kept.</summary>
    None,
}

/// <summary>An answer, and whether it is remembered.</summary>
internal sealed record Settled(Answer Answer, Memory Memory);

/// <summary>
/// Honours Idempotency-Keys, each tenant's apart: the first answer again to the same request, 422 to another, 409 while the first is in
/// hand. Requests refused before their body was read, answers with 429 or a 5xx, and undecided refusals are not remembered.
/// </summary>
internal sealed class IdempotentRequests(
    IIdempotencyStore store, IOptions<IdempotencyOptions> options, TimeProvider time, ILogger<IdempotentRequests> logger)
{
    public const string HeaderName = "Idempotency-Key";
    public const int MaxKeyLength = 255;

    private readonly ConcurrentDictionary<(string TenantId, string Key), byte> _inHand = new();

    /// <summary>Answers with what was answered before, or else by <paramref name="act"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenantId">Who sends it.</param>
    /// <param name="body">Its body.</param>
    /// <param name="act">Does what is asked; it is given the key, null when none was sent.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public async Task<Answer> AnswerAsync(
        HttpRequest request,
        string tenantId,
        ReadOnlyMemory<byte> body,
        Func<IdempotencyKey?, Task<Settled>> act,
        CancellationToken cancellationToken)
    {
        var header = request.Headers[HeaderName];
        if (header.Count == 0)
        {
            return (await act(null)).Answer;
        }

        if (header is not [{ Length: > 0 and <= MaxKeyLength } text] || text.Any(c => c is <= ' ' or >= '\x7f'))
        {
            return Problems.InvalidParameter(HeaderName, $"a key has 1 to {MaxKeyLength} visible ASCII characters");
        }

        if (!_inHand.TryAdd((tenantId, text), 0))
        {
            return Problems.Conflict(ProblemCodes.KeyInUse, "a request with the same Idempotency-Key is being answered: try again");
        }

        try
        {
            var now = time.GetUtcNow();
            var key = new IdempotencyKey(tenantId, text, Fingerprint(request, body.Span), now, now + options.Value.KeepAnswersFor);
            return await AnswerAsync(key, act, cancellationToken);
        }
        finally
        {
            _inHand.TryRemove((tenantId, text), out _);
        }
    }

    /// <summary>The answer out of one that was kept: the same again, if it answered the same request.</summary>
    public Answer Replay(KeptAnswer kept, IdempotencyKey key)
    {
        if (!kept.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint))
        {
            return Problems.KeyReused();
        }

        logger.AnswerReplayed(key.TenantId, kept.Status);
        return new Answer(kept.Status, kept.ContentType, kept.Body) { Location = kept.Location, IsReplayed = true };
    }

    /// <summary>An answer in the form in which it is kept.</summary>
    public static KeptAnswer ToKept(Answer answer, IdempotencyKey key) =>
        new(key.Fingerprint, answer.Status, answer.ContentType, answer.Location, answer.Body.ToArray());

    /// <summary>The same for a request that names itself otherwise; two at once are settled by what is kept first.</summary>
    public async Task<Answer> AnswerAsync(
        IdempotencyKey key, Func<IdempotencyKey?, Task<Settled>> act, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key.TenantId, key.Key, key.Now, cancellationToken) is { } before)
        {
            return Replay(before, key);
        }

        var settled = await act(key);
        if (settled.Memory != Memory.ToKeep)
        {
            return settled.Answer;
        }

        var mine = ToKept(settled.Answer, key);
        var first = await store.KeepAsync(key, mine, cancellationToken);
        return first.Body.AsSpan().SequenceEqual(mine.Body) ? settled.Answer : Replay(first, key);
    }

    /// <summary>SHA-256 over method, path and query as sent, media type and body. No line feed can be in any of the first three.</summary>
    private static byte[] Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{target}\n{request.ContentType}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}

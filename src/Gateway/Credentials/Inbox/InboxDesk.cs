using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Proofs;
using Answer = Gateway.Hosting.Answer;

namespace Gateway.Credentials;

/// <summary>
/// The life of <c>POST /inbox/{org}</c>: the organisation's policy, before anything is fetched; the signature by the sender's DID, before
/// the body is read; the digest; what was answered before; then as for any credential.
/// </summary>
internal sealed class InboxDesk(
    IOrganisations organisations,
    Sharing sharing,
    RequestSignatures signatures,
    InboxIntake intake,
    IdempotentRequests idempotent,
    VerificationDesk desk,
    StrangerPlaces places,
    IOutbound outbound,
    IOptions<ForwardingOptions> options,
    TimeProvider time)
{
    private const int MaxIdLength = 255;
    private const string WebhookId = "webhook-id";
    private const string WebhookTimestamp = "webhook-timestamp";

    private static readonly string[] s_covered = ["content-digest", "content-type", WebhookId, WebhookTimestamp];
    private static readonly TimeSpan s_later = TimeSpan.FromSeconds(30);

    public async Task<Answer> ReceiveAsync(HttpContext context, string name, CancellationToken cancellationToken)
    {
        if (await organisations.FindAsync(name, cancellationToken) is not { } organisation)
        {
            return Problems.NotFound();
        }

        var policy = await sharing.FindPolicyAsync(organisation.TenantId, cancellationToken);
        if (policy.AcceptFrom.Count == 0)
        {
            return Problems.NotAccepted();
        }

        if (!signatures.TryRead(context.Request, s_covered, out var claim, out var fault))
        {
            return Problems.NotSigned(fault);
        }

        return !policy.Accepts(claim.Did) ? Problems.NotAccepted()
            : FindFault(context.Request) is { } wrong ? wrong
            : await ReceiveAsync(context, organisation, claim, policy, cancellationToken);
    }

    private async Task<Answer> ReceiveAsync(
        HttpContext context, Organisation organisation, SignatureClaim claim, SharingPolicy policy, CancellationToken cancellationToken)
    {
        // until the signature holds the caller is a stranger; after it, one whom the policy names is not
        var stranger = outbound.ForStranger(context.Connection.RemoteIpAddress);
        var verdict = default(SignatureVerdict);
        var refusal = await places.WorkAsync(context, default, VerifyAsync, cancellationToken);
        if (!verdict.Holds)
        {
            return refusal;
        }

        var fetcher = policy.AcceptsAnybody ? stranger : outbound.ForTenant();
        var maxBytes = desk.Limits.MaxBytes;
        using var body = await desk.ReadAsync(context, maxBytes, cancellationToken);
        return body is null
            ? Problems.TooLarge(maxBytes)
            : await places.WorkAsync(context, body.Bytes, ReceiveBodyAsync, cancellationToken);

        async Task<Answer> VerifyAsync(ReadOnlyMemory<byte> nothing)
        {
            verdict = await signatures.VerifyAsync(claim, stranger, cancellationToken);
            return verdict.IsUndecided ? Problems.Busy(verdict.Detail!) with { RetryAfter = s_later }
                : Problems.NotSigned(verdict.Detail ?? "");
        }

        Task<Answer> ReceiveBodyAsync(ReadOnlyMemory<byte> bytes)
        {
            if (!ContentDigest.Holds(context.Request.Headers[ContentDigest.Field], bytes.Span))
            {
                return Task.FromResult(Problems.WrongDigest());
            }

            var delivery = new InboxDelivery(
                organisation,
                claim.Did,
                context.Request.Headers[WebhookId].ToString(),
                BodyMediaType.Read(context.Request)!,
                bytes,
                KeyOf(organisation, claim.Did, context.Request, bytes.Span));
            return idempotent.AnswerAsync(delivery.Key, _ => intake.TakeAsync(delivery, fetcher, cancellationToken), cancellationToken);
        }
    }

    private Answer? FindFault(HttpRequest request)
    {
        if (BodyMediaType.Read(request) is not { } mediaType || !MediaTypes.IsCredential(mediaType))
        {
            return Problems.UnsupportedMediaType($"{MediaTypes.VcJwt}, {MediaTypes.Vc}, {MediaTypes.JsonLd}, {MediaTypes.Json}");
        }

        if (request.Headers[WebhookId] is not [{ Length: > 0 and <= MaxIdLength } id] || id.Any(c => c is <= ' ' or >= '\x7f'))
        {
            return Problems.InvalidParameter("Webhook-Id", $"an id has 1 to {MaxIdLength} visible ASCII characters");
        }

        return request.Headers[WebhookTimestamp] is [{ } text]
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            && signatures.IsFresh(DateTimeOffset.FromUnixTimeSeconds(seconds))
                ? null
                : Problems.NotSigned("Webhook-Timestamp is the time of the attempt, in seconds since 1970, and of now");
    }

    /// <summary>
    /// What the answer is remembered under: sender, Webhook-Id and digest. With spaces, so that no Idempotency-Key of a client is one.
    /// </summary>
    private IdempotencyKey KeyOf(Organisation organisation, string sender, HttpRequest request, ReadOnlySpan<byte> body)
    {
        var digest = SHA256.HashData(body);
        var id = request.Headers[WebhookId].ToString();
        var fingerprint = SHA256.HashData(Encoding.UTF8.GetBytes($"{organisation.Did}\n{sender}\n{id}\n{Convert.ToHexString(digest)}"));
        var now = time.GetUtcNow();
        return new IdempotencyKey(
            organisation.TenantId,
            "inbox " + Convert.ToHexString(fingerprint),
            fingerprint,
            now,
            now + options.Value.KeepInboxAnswersFor);
    }
}

/// <summary>A delivery that came in, its signature verified.</summary>
/// <param name="To">To whom.</param>
/// <param name="Sender">The DID that signed.</param>
/// <param name="Id">Its Webhook-Id.</param>
/// <param name="Body">Not to be used after the request.</param>
/// <param name="Key">What its answer is remembered under.</param>
internal sealed record InboxDelivery(
    Organisation To, string Sender, string Id, string MediaType, ReadOnlyMemory<byte> Body, IdempotencyKey Key);

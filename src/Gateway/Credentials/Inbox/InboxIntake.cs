using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Outbound;
using Untp.Credentials;
using Untp.Credentials.Proofs;
using Answer = Gateway.Hosting.Answer;

namespace Gateway.Credentials;

/// <summary>Takes what was delivered, or follows the notice of it; the answer is a receipt that the organisation signs.</summary>
internal sealed class InboxIntake(
    CredentialIntake intake,
    IOrganisations organisations,
    ICredentialStore store,
    StatusWatcher watcher,
    IOutbound outbound,
    TimeProvider time)
{
    private static readonly string[] s_covered = ["@method", "@target-uri", "@authority"];
    private static readonly TimeSpan s_later = TimeSpan.FromSeconds(30);

    public async Task<Settled> TakeAsync(InboxDelivery delivery, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        if (await organisations.FindSignerAsync(delivery.To, cancellationToken) is not { } signer)
        {
            return new Settled(Problems.SigningUnavailable(), Memory.None);
        }

        return delivery.MediaType == MediaTypes.Json && ReadNotice(delivery.Body) is { } notice
            ? await FollowAsync(delivery, notice, signer, fetcher, cancellationToken)
            : await TakeAsync(delivery, delivery.Body, delivery.MediaType, signer, fetcher, cancellationToken);
    }

    private Task<Settled> TakeAsync(
        InboxDelivery delivery,
        ReadOnlyMemory<byte> bytes,
        string mediaType,
        ISigner signer,
        IDocumentFetcher fetcher,
        CancellationToken cancellationToken)
    {
        var digest = Digests.ToText(SHA256.HashData(bytes.Span));
        var submission = new Submission(delivery.To.TenantId, bytes, mediaType, Access.Recipients, [], delivery.Key)
        {
            Fetcher = fetcher,
            Sender = delivery.Sender,
        };
        return intake.ReceiveAsync(submission, SealAsync, cancellationToken);

        async ValueTask<Func<Answer, Answer>> SealAsync(VerificationReport report)
        {
            if (report.IsUndecided)
            {
                return _ => ReceivedAnswers.Refused(report, status: 503) with { RetryAfter = s_later };
            }

            var verdict = report.IsVerified ? Receipt.Verified : Receipt.Refused;
            var receipt = await SignAsync(delivery, digest, verdict, signer, cancellationToken);
            return report.IsVerified ? kept => AnswerOf(kept.Status, receipt) : _ => ReceivedAnswers.Refused(report, receipt);
        }
    }

    /// <summary>What is held needs only another look at its status; the rest is fetched by a request that the organisation signs.</summary>
    private async Task<Settled> FollowAsync(
        InboxDelivery delivery, CredentialNotice notice, ISigner signer, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        if (await store.FindByDigestAsync(delivery.To.TenantId, ReadDigest(notice.Digest)!, cancellationToken) is { } held)
        {
            bool? isSaidRevoked = notice.Status switch
            {
                CredentialNotice.Revoked => true,
                CredentialNotice.NotRevoked => false,
                _ => null,
            };
            await watcher.LookAtAsync(held, isSaidRevoked, fetcher, cancellationToken);
            var receipt = await SignAsync(delivery, notice.Digest, Receipt.Noted, signer, cancellationToken);
            return new Settled(AnswerOf(StatusCodes.Status200OK, receipt), Memory.ToKeep);
        }

        var uri = new Uri(notice.Url);
        var request = HttpMessage.Of("GET", uri, []);
        var headers = await HttpSignature.SignAsync(request, s_covered, time.GetUtcNow(), signer, cancellationToken);
        var fetched = await outbound.GetAsync(uri, headers, fetcher, cancellationToken);
        if (fetched.Body is not { } body)
        {
            // what is refused for good would be refused at every retry too
            var why = $"the credential at the notice's url could not be fetched: {fetched.Failure}";
            var answer = fetched.IsFinal
                ? Problems.Unprocessable(ProblemCodes.NotVerified, why)
                : Problems.Busy(why) with { RetryAfter = s_later };
            return new Settled(answer, Memory.None);
        }

        if (fetched.ContentType is not { } mediaType || !MediaTypes.IsCredential(mediaType)
            || Digests.ToText(SHA256.HashData(body.Span)) != notice.Digest)
        {
            return new Settled(
                Problems.Unprocessable(ProblemCodes.NotVerified, "what is at the notice's url is not the credential of which it tells"),
                Memory.None);
        }

        return await TakeAsync(delivery, body, mediaType, signer, fetcher, cancellationToken);
    }

    private ValueTask<string> SignAsync(
        InboxDelivery delivery, string digest, string verdict, ISigner signer, CancellationToken cancellationToken) =>
        new Receipt(delivery.To.Did, digest, delivery.Id, verdict, time.GetUtcNow().ToUnixTimeSeconds())
            .SignAsync(signer, cancellationToken);

    private static Answer AnswerOf(int status, string receipt) => new(status, Receipt.MediaType, Encoding.ASCII.GetBytes(receipt));

    /// <summary>A notice has a digest and a url, and no context: a credential is none.</summary>
    private static CredentialNotice? ReadNotice(ReadOnlyMemory<byte> body)
    {
        if (!StrictJson.TryParse(body, ParsingLimits.Default, out var document, out _))
        {
            return null;
        }

        using (document)
        {
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && !root.TryGetProperty("@context", out _)
                && ReadText(root, "digest") is { } digest
                && ReadDigest(digest) is not null
                && ReadText(root, "url") is { } url
                && Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && uri.Scheme is "https" or "http"
                    ? new CredentialNotice(ReadText(root, "id") ?? "", digest, url, ReadText(root, "status"))
                    : null;
        }
    }

    private static string? ReadText(JsonElement notice, string member) =>
        notice.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? ReadDigest(string text) =>
        StructuredFields.TryReadDictionary(text, out var read) && read.TryGetValue("sha-256", out var digest)
        && digest.Value is byte[] { Length: SHA256.HashSizeInBytes } bytes && Digests.ToText(bytes) == text
            ? bytes
            : null;
}

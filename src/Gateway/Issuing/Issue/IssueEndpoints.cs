using System.Diagnostics.CodeAnalysis;
using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>Drafts are sent here to be signed (VC-API), one at a time or in batches.</summary>
internal static class IssueEndpoints
{
    public const string NdJson = "application/x-ndjson";

    private const string Publish = "publish";

    public static void MapIssue(this IEndpointRouteBuilder routes)
    {
        var issuing = routes.MapGroup("/credentials").RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).WithTags("Issuing");
        issuing.MapPost("/issue", IssueAsync).Describe(IssueDescription.Issue);
        issuing.MapPost("/issue-batch", IssueBatchAsync).Describe(IssueDescription.Batch);
    }

    private static async Task<Answer> IssueAsync(
        HttpContext context,
        IssueDesk desk,
        VerificationDesk verification,
        IdempotentRequests idempotent,
        IOptions<CredentialsOptions> options,
        CancellationToken cancellationToken)
    {
        var (body, unread) = await JsonBody.ReadAsync(context.Request, verification.Limits, cancellationToken);
        using (body)
        {
            return unread ?? await idempotent.AnswerAsync(
                context.Request, context.DemandTenantId(), body!.Bytes, SettleAsync, cancellationToken);
        }

        async Task<Settled> SettleAsync(IdempotencyKey? key)
        {
            if (!TryReadOrder(context, options.Value, key, out var order, out var refusal)
                || !IssueRequest.TryRead(body!.Bytes, verification.Limits, out var request, out refusal))
            {
                return new Settled(refusal, Memory.ToKeep);
            }

            using (request)
            {
                return await desk.IssueAsync(request, order, cancellationToken);
            }
        }
    }

    private static async Task IssueBatchAsync(
        HttpContext context, IssueBatch batch, IOptions<CredentialsOptions> options, CancellationToken cancellationToken)
    {
        if (BodyMediaType.Read(context.Request) is not (NdJson or "application/jsonl" or "application/ndjson"))
        {
            await Problems.UnsupportedMediaType(NdJson).ExecuteAsync(context);
        }
        else if (!TryReadOrder(context, options.Value, null, out var order, out var refusal))
        {
            await refusal.ExecuteAsync(context);
        }
        else
        {
            await batch.RunAsync(context, order, cancellationToken);
        }
    }

    private static bool TryReadOrder(
        HttpContext context,
        CredentialsOptions options,
        IdempotencyKey? key,
        [NotNullWhen(true)] out IssueOrder? order,
        [NotNullWhen(false)] out Answer? refusal)
    {
        order = null;
        if (!Submission.TryReadQuery(
            context.Request,
            Publish,
            options.MaxRecipients,
            out var publishes,
            out var access,
            out var recipients,
            out var isOrdered,
            out refusal))
        {
            return false;
        }

        if (!publishes && (recipients.Count > 0 || access != Access.Recipients || isOrdered))
        {
            refusal = Problems.InvalidParameter(Publish, "to, access and ordered are for what is published: publish=true");
            return false;
        }

        var isBare = Accepted.Choose(context.Request, MediaTypes.Json, MediaTypes.VcJwt) == MediaTypes.VcJwt;
        var publication = publishes ? new Publication(access, recipients, isOrdered) : null;
        order = new IssueOrder(context.DemandTenantId(), publication, key, isBare);
        return true;
    }
}

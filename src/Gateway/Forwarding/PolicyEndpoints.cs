using Gateway.Hosting;
using Untp.Credentials.Dids;

namespace Gateway.Forwarding;

/// <summary>With whom a tenant exchanges credentials.</summary>
internal static class PolicyEndpoints
{
    private const int MaxSenders = 1000;
    private const int MaxBytes = 256 << 10;

    public static void MapPolicy(this IEndpointRouteBuilder routes)
    {
        var policy = routes.MapGroup("/policy").RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).WithTags("Recipients");
        policy.MapGet("", FindAsync).Describe(RecipientsDescription.FindPolicy);
        policy.MapPut("", PutAsync).Describe(RecipientsDescription.PutPolicy);
    }

    private static async Task<Answer> FindAsync(HttpContext context, IRecipientStore store, CancellationToken cancellationToken) =>
        AnswerOf(await store.FindPolicyAsync(context.DemandTenantId(), cancellationToken));

    private static async Task<Answer> PutAsync(
        HttpContext context, IRecipientStore store, Sharing sharing, TimeProvider time, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync(
            context.Request, ForwardingJson.Default.PolicyDocument, cancellationToken, MaxBytes);
        if (request is null)
        {
            return refusal!;
        }

        var senders = (request.AcceptFrom ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (senders.Count > MaxSenders || !senders.All(sender => sender == SharingPolicy.Any || DidUrl.IsDid(sender)))
        {
            return Problems.Unreadable($"acceptFrom is at most {MaxSenders} DIDs, or {SharingPolicy.Any}", "/acceptFrom");
        }

        var policy = new SharingPolicy(request.SendTo == SendTo.Registered, senders);
        await store.SetPolicyAsync(context.DemandTenantId(), policy, time.GetUtcNow(), cancellationToken);
        sharing.Forget(context.DemandTenantId());
        return AnswerOf(policy);
    }

    private static Answer AnswerOf(SharingPolicy policy) => Answer.Of(
        200,
        new PolicyDocument(policy.IsRegisteredOnly ? SendTo.Registered : SendTo.Any, policy.AcceptFrom),
        ForwardingJson.Default.PolicyDocument);
}

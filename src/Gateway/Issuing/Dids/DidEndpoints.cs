using Gateway.Hosting;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>Tenants' DIDs and their keys.</summary>
internal static class DidEndpoints
{
    private const string Type = "type";
    private const string Reason = "reason";
    private const int MaxReasonLength = 500;

    public static void MapDids(this IEndpointRouteBuilder routes)
    {
        var dids = routes.MapGroup("/dids").RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).WithTags("DIDs");
        dids.MapGet("", ListAsync).Describe(DidsDescription.List);
        dids.MapPost("", AddAsync).Describe(DidsDescription.Add);
        dids.MapPut("/{did}", DescribeAsync).Describe(DidsDescription.Describe);
        dids.MapPost("/{did}/check", CheckAsync).Describe(DidsDescription.Check);
        dids.MapPost("/{did}/keys", RotateAsync).Describe(DidsDescription.Rotate);
        dids.MapPost("/{did}/keys/{key}/retire", RetireAsync).Describe(DidsDescription.Retire);
        dids.MapPost("/{did}/keys/{key}/revoke", RevokeAsync).Describe(DidsDescription.Revoke);
    }

    private static async Task<Answer> ListAsync(
        HttpContext context, IDidStore store, DidAnswers answers, CancellationToken cancellationToken) =>
        answers.Of(await store.ListAsync(context.DemandTenantId(), cancellationToken));

    private static async Task<Answer> AddAsync(
        HttpContext context, DidDesk desk, DidAnswers answers, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync(context.Request, IssuingJson.Default.DidRequest, cancellationToken);
        return request is null
            ? refusal!
            : answers.Of(await desk.AddAsync(CallerOf(context), request, cancellationToken), StatusCodes.Status201Created);
    }

    private static async Task<Answer> DescribeAsync(
        HttpContext context, DidDesk desk, DidAnswers answers, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync(context.Request, IssuingJson.Default.ProfileRequest, cancellationToken);
        return request is null
            ? refusal!
            : await ChangeAsync(context, answers, did => desk.DescribeAsync(CallerOf(context), did, request, cancellationToken));
    }

    private static Task<Answer> CheckAsync(
        HttpContext context, DidDesk desk, DidAnswers answers, CancellationToken cancellationToken) =>
        ChangeAsync(context, answers, did => desk.CheckAsync(CallerOf(context), did, cancellationToken));

    private static async Task<Answer> RotateAsync(
        HttpContext context, DidDesk desk, DidAnswers answers, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, [Type], null, out var query, out var refusal))
        {
            return refusal;
        }

        return DidParts.KeyTypeOf(query[Type]) is { } type
            ? await ChangeAsync(
                context,
                answers,
                did => desk.RotateAsync(CallerOf(context), did, type, cancellationToken),
                StatusCodes.Status201Created)
            : Problems.InvalidParameter(Type, "the value is Ed25519 or P-256");
    }

    private static Task<Answer> RetireAsync(
        HttpContext context, string key, DidDesk desk, DidAnswers answers, CancellationToken cancellationToken) =>
        ChangeAsync(context, answers, did => desk.RetireAsync(CallerOf(context), did, key, cancellationToken));

    private static async Task<Answer> RevokeAsync(
        HttpContext context, string key, DidDesk desk, DidAnswers answers, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, [Reason], null, out var query, out var refusal))
        {
            return refusal;
        }

        return query[Reason] is { } reason && (reason.Length > MaxReasonLength || reason.Any(char.IsControl))
            ? Problems.InvalidParameter(Reason, $"a reason has at most {MaxReasonLength} characters, none of them a control character")
            : await ChangeAsync(
                context, answers, did => desk.RevokeAsync(CallerOf(context), did, key, query[Reason], cancellationToken));
    }

    private static async Task<Answer> ChangeAsync(
        HttpContext context, DidAnswers answers, Func<string, Task<DidOutcome>> change, int status = StatusCodes.Status200OK) =>
        DidTarget.TryRead(context, out var did) ? answers.Of(await change(did), status) : Problems.NotFound();

    private static DidCaller CallerOf(HttpContext context) => new(context.DemandTenantId(), context.KeyId());
}

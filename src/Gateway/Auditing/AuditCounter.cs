using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>Where an audit that was asked for is refused or made, and answered in the form that is wanted.</summary>
internal sealed class AuditCounter(AuditDesk desk, ITenantSigners signers, TimeProvider time, ILogger<AuditCounter> logger)
{
    public async Task ServeAsync(HttpContext context, AuditAsked asked)
    {
        var form = AuditAccept.Read(context.Request);
        var (order, refusal) = await OrderAsync(context.DemandTenantId(), asked, form, context.RequestAborted);
        if (order is null)
        {
            await refusal!.ExecuteAsync(context);
        }
        else if (form == AuditStream.MediaType)
        {
            await AuditStream.RunAsync(context, (progress, stop) => desk.AuditAsync(order, progress, stop), time, logger);
        }
        else
        {
            await (await desk.AuditAsync(order, null, context.RequestAborted)).ExecuteAsync(context);
        }
    }

    /// <summary>What is to be done, or why nothing is.</summary>
    private async Task<(AuditOrder? Order, Answer? Refusal)> OrderAsync(
        string tenantId, AuditAsked asked, string form, CancellationToken cancellationToken)
    {
        if (desk.Refuse(asked.Wish) is { } refused)
        {
            return (null, refused);
        }

        if (asked.Sign is not (null or "true" or "false") || (asked.Sign == "true" && form == MediaTypes.JsonLd))
        {
            return (null, Problems.InvalidParameter("sign", "the value is true or false; a graph alone is not signed"));
        }

        var signer = asked.Sign == "true" ? await signers.FindAsync(tenantId, cancellationToken) : null;
        if (asked.Sign == "true" && signer is null)
        {
            return (null, Problems.Conflict(ProblemCodes.NotNow, "the tenant has no DID with a key that signs"));
        }

        if (await desk.FindStartAsync(asked.Start, tenantId, cancellationToken) is not { } start)
        {
            return (null, Problems.NotFound());
        }

        var written = signer is not null ? AuditForm.Signed : form == MediaTypes.JsonLd ? AuditForm.LinkedData : AuditForm.Json;
        return (new AuditOrder(tenantId, start, asked.Credentials, asked.Wish, written, signer), null);
    }
}

/// <summary>What either route was asked.</summary>
/// <param name="Start">Where the chain starts.</param>
/// <param name="Credentials">What came with the request.</param>
/// <param name="Wish">How it is to be judged.</param>
/// <param name="Sign">The parameter as it was given.</param>
internal sealed record AuditAsked(
    IReadOnlyList<AuditStart> Start, IReadOnlyList<ChainDocument> Credentials, AuditWish Wish, string? Sign);

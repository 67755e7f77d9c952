using System.Text;
using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>Makes audits for tenants: what the tenant may see is looked at, and what the operator allows is spent.</summary>
internal sealed class AuditDesk(
    ChainVerifier verifier,
    Policies policies,
    AuditPlaces places,
    IChainStore chains,
    ICredentialStore credentials,
    CredentialReader reader,
    VerificationDesk desk,
    IOptions<AuditingOptions> options,
    ILogger<AuditDesk> logger)
{
    /// <summary>What stands against the wish; null when it can be followed.</summary>
    public Answer? Refuse(AuditWish wish) =>
        policies.Find(wish.Policy) is null
            ? Problems.InvalidParameter("policy", $"there is no policy of that name; there are {string.Join(", ", policies.Names)}")
        : wish.Depth > options.Value.MaxDepth
            ? Problems.InvalidParameter("depth", $"at most {options.Value.MaxDepth} steps are followed")
        : wish.IsRemote && !options.Value.AllowRemote
            ? Problems.InvalidParameter("remote", "this gateway asks no other hosts for an audit")
        : null;

    /// <summary>Finds the credentials that are meant by the gateway's ids; null when one is not there for the caller.</summary>
    public async Task<IReadOnlyList<ChainStart>?> FindStartAsync(
        IReadOnlyList<AuditStart> starts, string tenantId, CancellationToken cancellationToken)
    {
        var found = new List<ChainStart>(starts.Count);
        foreach (var start in starts)
        {
            if (start.Id is not { } id)
            {
                found.Add(start.Start!);
            }
            else if (await reader.FindAsync(id, tenantId, cancellationToken) is { } credential)
            {
                found.Add(ChainStart.With(new ChainDocument(credential.Bytes, credential.MediaType, id)));
            }
            else
            {
                return null;
            }
        }

        return found;
    }

    /// <summary>Audits and writes the report in the form that is wanted.</summary>
    public Task<Answer> AuditAsync(AuditOrder order, IProgress<ChainProgress>? progress, CancellationToken cancellationToken) =>
        places.WorkAsync(() => AnswerAsync(order, progress, cancellationToken), cancellationToken);

    private async Task<Answer> AnswerAsync(AuditOrder order, IProgress<ChainProgress>? progress, CancellationToken cancellationToken)
    {
        var policy = order.Wish.Adapt(policies.Find(order.Wish.Policy)!);
        var request = new ChainRequest(order.Start, policy)
        {
            Supplied = order.Supplied,
            AsOf = order.Wish.AsOf,
            Budgets = options.Value.Budgets(order.Wish.Depth),
            IsRemote = order.Wish.IsRemote,
        };
        var kept = new KeptForCaller(chains, credentials, order.TenantId);
        var report = await verifier.VerifyAsync(request, kept, desk.FetcherForTenant(), progress, cancellationToken);
        logger.ChainAudited(
            order.TenantId,
            policy.Name,
            policy.Version,
            report.Verdict,
            report.Usage.Credentials,
            report.Usage.Fetches,
            report.Usage.Duration);
        var document = ChainReportDocument.Of(report, policy, order.Wish.IsAdapted);
        return order.Form switch
        {
            AuditForm.LinkedData => new Answer(200, MediaTypes.JsonLd, ChainLinkedData.Write(report.Graph)),
            AuditForm.Signed => new Answer(
                200, MediaTypes.VcJwt, Encoding.ASCII.GetBytes(await SignedReports.SignAsync(document, order.Signer!, cancellationToken))),
            _ => Answer.Of(200, document, AuditingJson.Default.ChainReportDocument),
        };
    }
}

/// <summary>In which form the report is wanted.</summary>
internal enum AuditForm
{
    Json,

    /// <summary>The graph alone, as JSON-LD.</summary>
    LinkedData,

    /// <summary>As a credential.</summary>
    Signed,
}

/// <summary>An audit to be made.</summary>
/// <param name="TenantId">For whom.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Supplied">What came with the request.</param>
/// <param name="Wish">How it is to be judged.</param>
/// <param name="Form">How it is to be written.</param>
/// <param name="Signer">Who signs it; null when nobody does.</param>
internal sealed record AuditOrder(
    string TenantId,
    IReadOnlyList<ChainStart> Start,
    IReadOnlyList<ChainDocument> Supplied,
    AuditWish Wish,
    AuditForm Form,
    TenantSigner? Signer);

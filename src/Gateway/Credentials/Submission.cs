using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;
using Untp.Credentials.Dids;

namespace Gateway.Credentials;

/// <summary>A credential as somebody sends it to be kept.</summary>
/// <param name="TenantId">The sender.</param>
/// <param name="Body">The credential; not to be used after the request.</param>
/// <param name="MediaType">Its media type, without parameters.</param>
/// <param name="Access">Who may read it.</param>
/// <param name="Recipients">To whom it is owed, each once.</param>
/// <param name="Key">The request's Idempotency-Key.</param>
/// <param name="IsOrdered">Whether each recipient is to get it after the tenant's ordered ones before it.</param>
internal sealed record Submission(
    string TenantId,
    ReadOnlyMemory<byte> Body,
    string MediaType,
    Access Access,
    IReadOnlyList<string> Recipients,
    IdempotencyKey? Key,
    bool IsOrdered = false)
{
    private const string To = "to";
    private const string AccessName = "access";
    private const string Ordered = "ordered";

    /// <summary>Reads who may read it, who is to get it and in what order from the query; says which parameter is at fault.</summary>
    /// <param name="request">The request.</param>
    /// <param name="flag">A further parameter of the route's, <c>true</c> or <c>false</c>; null for none.</param>
    /// <param name="maxRecipients">So many may be named.</param>
    /// <param name="isSet">Whether the flag is <c>true</c>.</param>
    /// <param name="access">Who may read it.</param>
    /// <param name="recipients">Who is to get it.</param>
    /// <param name="isOrdered">Whether each recipient is to get it after the tenant's ordered ones before it.</param>
    /// <param name="refusal">The answer when there is a fault.</param>
    public static bool TryReadQuery(
        HttpRequest request,
        string? flag,
        int maxRecipients,
        out bool isSet,
        out Access access,
        out IReadOnlyList<string> recipients,
        out bool isOrdered,
        [NotNullWhen(false)] out Answer? refusal)
    {
        isSet = false;
        access = Access.Recipients;
        recipients = [];
        isOrdered = false;
        if (!Query.TryRead(request, flag is null ? [AccessName, Ordered] : [AccessName, Ordered, flag], To, out var query, out refusal))
        {
            return false;
        }

        isSet = flag is not null && query[flag] == "true";
        if (flag is not null && query[flag] is not (null or "true" or "false"))
        {
            refusal = Problems.InvalidParameter(flag, "the value is true or false");
            return false;
        }

        recipients = query.All(To).Distinct(StringComparer.Ordinal).ToArray();
        isOrdered = query[Ordered] == "true";
        refusal = query[Ordered] is null or "true" or "false"
            ? FindFault(query[AccessName], recipients, maxRecipients, out access)
            : Problems.InvalidParameter(Ordered, "the value is true or false");
        return refusal is null;
    }

    private static Answer? FindFault(string? access, IReadOnlyList<string> recipients, int maxRecipients, out Access meant)
    {
        meant = access == "public" ? Access.Public : Access.Recipients;
        if (access is not (null or "public" or "recipients"))
        {
            return Problems.InvalidParameter(AccessName, "the value is public or recipients");
        }

        if (recipients.Count > maxRecipients)
        {
            return Problems.InvalidParameter(To, $"at most {maxRecipients} recipients can be named");
        }

        return recipients.FirstOrDefault(r => !DidUrl.IsDid(r)) is not null ? Problems.InvalidParameter(To, "each value is a DID") : null;
    }
}

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
    public static bool TryReadQuery(
        HttpRequest request,
        int maxRecipients,
        out Access access,
        out IReadOnlyList<string> recipients,
        out bool isOrdered,
        [NotNullWhen(false)] out Answer? refusal)
    {
        access = Access.Recipients;
        recipients = [];
        isOrdered = false;
        if (!Query.TryRead(request, [AccessName, Ordered], To, out var query, out refusal))
        {
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

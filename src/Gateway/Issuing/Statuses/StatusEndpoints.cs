using System.Globalization;
using System.Text.Json;
using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>Status lists for anybody, and the change of a status for who issued.</summary>
internal static class StatusEndpoints
{
    private const int MaxReasonLength = 500;

    public static void MapStatuses(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(StatusLists.Path + "{id}", ["GET", "HEAD"], ServeAsync)
            .AllowAnonymous().WithTags("Status").Describe(StatusDescription.List);
        routes.MapPost("/credentials/status", SetAsync)
            .RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).WithTags("Issuing").Describe(StatusDescription.Set);
    }

    private static async Task ServeAsync(HttpContext context, string id, StatusLists lists, CancellationToken cancellationToken)
    {
        context.Response.Headers.Vary = "Accept";
        if (await lists.ReadAsync(id, cancellationToken) is not { } list)
        {
            await Problems.NotFound().ExecuteAsync(context);
            return;
        }

        var mediaType = Accepted.Choose(context.Request, MediaTypes.VcJwt, MediaTypes.Vc, MediaTypes.JsonLd, MediaTypes.Json);
        var isToken = mediaType is null or MediaTypes.VcJwt;
        var text = isToken ? list.Token : await lists.ReadJsonAsync(list, cancellationToken);
        await PublicDocument.WriteAsync(context, text.Bytes, isToken ? MediaTypes.VcJwt : mediaType!, text.Tag, list.SignedAt);
    }

    private static async Task<Answer> SetAsync(
        HttpContext context,
        IStatusListStore store,
        StatusLists lists,
        StatusWatcher watcher,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync(context.Request, IssuingJson.Default.StatusRequestDocument, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        if (FindFault(request, lists, out var purpose, out var slot) is { } fault)
        {
            return fault;
        }

        var change = new StatusChange(
            context.DemandTenantId(),
            request.CredentialId!,
            purpose,
            slot,
            request.Status!.Value,
            context.KeyId(),
            request.Reason,
            time.GetUtcNow());
        var outcome = await store.SetAsync(change, cancellationToken);
        if (outcome == StatusOutcome.Changed)
        {
            // so that who received the credential is told at once
            watcher.LookSoon();
        }

        return AnswerTo(outcome, change);
    }

    private static Answer AnswerTo(StatusOutcome outcome, StatusChange change) => outcome switch
    {
        StatusOutcome.NotFound => Problems.NotFound(),
        StatusOutcome.Irreversible => Problems.Conflict(
            ProblemCodes.NotNow, "a revocation is not undone (Bitstring Status List 1.0 clause 2.2): issue the credential anew"),
        _ => Answer.Of(
            200,
            new StatusSetDocument(
                change.CredentialId, StatusPurposeNames.Of(change.Purpose), change.Value, outcome == StatusOutcome.Changed),
            IssuingJson.Default.StatusSetDocument),
    };

    private static Answer? FindFault(StatusRequestDocument request, StatusLists lists, out StatusPurpose purpose, out StatusSlot? slot)
    {
        (purpose, slot) = (StatusPurpose.Revocation, null);
        if (string.IsNullOrEmpty(request.CredentialId) || request.Status is null)
        {
            return Problems.Unreadable("credentialId says whose status it is, and status, true or false, what it is to be");
        }

        if (request.Reason is { } reason && (reason.Length > MaxReasonLength || reason.Any(char.IsControl)))
        {
            return Problems.Unreadable($"a reason has at most {MaxReasonLength} characters, none a control character", "/reason");
        }

        return request.CredentialStatus is { } entry ? FindFault(entry, lists, ref purpose, ref slot) : null;
    }

    private static Answer? FindFault(StatusEntryDocument entry, StatusLists lists, ref StatusPurpose purpose, ref StatusSlot? slot)
    {
        if (entry.Type is not (null or StatusEntryDocument.TypeName))
        {
            return Problems.Unreadable($"the type is {StatusEntryDocument.TypeName}", "/credentialStatus/type");
        }

        if (StatusPurposeNames.Read(entry.StatusPurpose ?? "revocation") is not { } named)
        {
            return Problems.Unreadable(
                $"the purpose is one of {string.Join(", ", StatusPurposeNames.All)}", "/credentialStatus/statusPurpose");
        }

        purpose = named;
        if (entry.StatusListCredential is null && entry.StatusListIndex is null)
        {
            return null;
        }

        slot = entry.StatusListCredential is { } url && lists.IdOf(url) is { } id && ReadIndex(entry.StatusListIndex) is { } index
            ? new StatusSlot(id, index)
            : null;
        return slot is null
            ? Problems.Unreadable(
                "the entry is not one of this gateway's lists: give both statusListCredential and statusListIndex, or neither",
                "/credentialStatus")
            : null;
    }

    private static int? ReadIndex(JsonElement? index) => index switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text
            when int.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };
}

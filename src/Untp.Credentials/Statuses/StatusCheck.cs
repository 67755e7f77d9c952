using System.Text.Json;

namespace Untp.Credentials.Statuses;

/// <summary>
/// The check <c>status</c>: no entry of <c>credentialStatus</c> is revoked or suspended (Bitstring Status List 1.0 clause 3.2). A list
/// that cannot be had leaves the status undecided; one that does not hold, or is another issuer's, fails. The specification allows
/// another issuer where the verifier trusts him, and here there is nobody who could say so.
/// </summary>
internal sealed class StatusCheck(
    IReadOnlyList<ICheck> listChecks, StatusOptions options, TimeProvider time, ILocalDocuments? local = null) : ICheck
{
    private const int MaxEntries = 16;

    private readonly StatusListSource _lists = new(listChecks, options, time, local);

    /// <inheritdoc/>
    public string Name => CheckNames.Status;

    /// <inheritdoc/>
    public async ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        const string Pointer = "/credentialStatus";
        if (!context.Credential.Claims.TryGetProperty("credentialStatus", out var status)
            || (status.ValueKind == JsonValueKind.Array && status.GetArrayLength() == 0))
        {
            return CheckResult.Skipped(Name);
        }

        var findings = new StatusFindings();
        if (status.ValueKind != JsonValueKind.Array)
        {
            await LookAsync(status, Pointer, context, findings, cancellationToken).ConfigureAwait(false);
        }
        else if (status.GetArrayLength() > MaxEntries)
        {
            findings.Fail(new Problem(ProblemTypes.MalformedValue, "Malformed value", $"at most {MaxEntries} entries are read", Pointer));
        }
        else
        {
            for (var i = 0; i < status.GetArrayLength(); i++)
            {
                await LookAsync(status[i], $"{Pointer}/{i}", context, findings, cancellationToken).ConfigureAwait(false);
            }
        }

        return findings.ToResult();
    }

    private async ValueTask LookAsync(
        JsonElement item, string pointer, CheckContext context, StatusFindings findings, CancellationToken cancellationToken)
    {
        if (!IsEntry(item))
        {
            // VCDM 2.0 has a verifier evaluate the status as its type defines. Of a type that is not known here, nothing can be said, and
            // asking again will not change that; to pass would be to ignore a revocation
            findings.Fail(new Problem(
                ProblemTypes.StatusVerification, "Status type not supported", $"only the type {StatusEntry.TypeName} is read", pointer));
            return;
        }

        if (!StatusEntry.TryRead(item, pointer, options, out var entry, out var problem))
        {
            findings.Fail(problem);
            return;
        }

        if (entry.Index >= options.MaxListBytes * 8L / entry.Size)
        {
            findings.Fail(OutOfRange(entry, options.MaxListBytes * 8L, pointer));
            return;
        }

        var answer = await _lists.GetAsync(entry, context, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            findings.Fail(StatusEntry.BadUrl(pointer));
        }
        else if (answer.List is { } list)
        {
            Evaluate(entry, list, context.Credential.Issuer, pointer, findings);
        }
        else if (answer.IsUndecided)
        {
            findings.Leave(answer.Problem! with { Pointer = pointer });
        }
        else
        {
            findings.Fail(answer.Problem! with { Pointer = pointer });
        }
    }

    /// <summary>Steps 5 to 14 of the validate algorithm; the list is verified and expanded.</summary>
    private static void Evaluate(StatusEntry entry, VerifiedStatusList list, string? issuer, string pointer, StatusFindings findings)
    {
        var fault =
            issuer is null || list.Issuer != issuer ? "it is issued by another than the credential's issuer"
            : list.Id is not null && list.Id != entry.ListUrl ? "its id is another URL"
            : !list.Purposes.Contains(entry.Purpose) ? $"its purposes do not include {entry.Purpose}"
            : null;
        if (fault is not null)
        {
            findings.Fail(Unverified($"the status list {entry.ListUrl} does not fit this credential: {fault}", pointer));
        }
        else if (list.Bits.Length / entry.Size < BitstringStatusList.MinEntries)
        {
            findings.Fail(BitstringStatusList.TooShort(list.Bits.Length / entry.Size) with { Pointer = pointer });
        }
        else if (entry.Index >= list.Bits.Length / entry.Size)
        {
            findings.Fail(OutOfRange(entry, list.Bits.Length, pointer));
        }
        else
        {
            WarnOfLeniencies(entry, list, pointer, findings);
            Judge(entry, list.Bits.Read(entry.Index, entry.Size), pointer, findings);
        }
    }

    /// <summary>
    /// Only message and refresh leave a credential valid when their bit is set. A purpose that the specification does not know counts as
    /// its step 13 has it: set is not valid.
    /// </summary>
    private static void Judge(StatusEntry entry, int value, string pointer, StatusFindings findings)
    {
        var where = $"entry {entry.Index} of the status list {entry.ListUrl}";
        switch (entry.Purpose)
        {
            case StatusPurposes.Message when value != 0 || entry.Messages.ValueKind == JsonValueKind.Array:
                findings.Warn(
                    ProblemTypes.StatusVerification, "Status message", $"{where} says (message): {entry.MessageOf(value)}", pointer);
                break;
            case StatusPurposes.Message:
                break;
            case StatusPurposes.Refresh when value != 0:
                findings.Warn(
                    ProblemTypes.StatusVerification, "Newer credential available", $"{where} is set: a refresh is to be had", pointer);
                break;
            default:
                if (value != 0)
                {
                    findings.Fail(Unverified($"{where} is set: the credential's status is {entry.Purpose}", pointer));
                }

                break;
        }
    }

    private static void WarnOfLeniencies(StatusEntry entry, VerifiedStatusList list, string pointer, StatusFindings findings)
    {
        if (list.Id is null)
        {
            findings.Warn(
                ProblemTypes.StatusVerification, "Status list without id", $"nothing signed ties the list to {entry.ListUrl}", pointer);
        }

        if (!list.Bits.HasMultibasePrefix)
        {
            findings.Warn(
                ProblemTypes.MalformedValue, "Status list without prefix", $"the encodedList of {entry.ListUrl} lacks its u", pointer);
        }
    }

    private static bool IsEntry(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("type", out var type))
        {
            return false;
        }

        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(IsTypeName) : IsTypeName(type);
    }

    private static bool IsTypeName(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && type.ValueEquals(StatusEntry.TypeName);

    private static Problem Unverified(string detail, string pointer) =>
        new(ProblemTypes.StatusVerification, "Status not verified", detail, pointer);

    private static Problem OutOfRange(StatusEntry entry, long bits, string pointer) => new(
        ProblemTypes.Range,
        "Value out of range",
        $"the status list has {bits / entry.Size} entries at most; there is no entry {entry.Index}",
        $"{pointer}/statusListIndex");
}

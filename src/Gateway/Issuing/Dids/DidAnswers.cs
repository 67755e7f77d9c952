using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials.Dids;

namespace Gateway.Issuing;

/// <summary>The answers about the caller's DIDs.</summary>
internal sealed class DidAnswers(OwnDids own, DidResolver resolver)
{
    public Answer Of(DidOutcome outcome, int status)
    {
        if (outcome.Did is not { } did)
        {
            return outcome.Refusal!;
        }

        using var document = JsonDocument.Parse(outcome.Document!);
        var answer = Answer.Of(status, ItemOf(did, document.RootElement), IssuingJson.Default.DidItemDocument);
        return status == StatusCodes.Status201Created ? answer with { Location = "/dids/" + Uri.EscapeDataString(did.Did) } : answer;
    }

    public Answer Of(IReadOnlyList<ManagedDid> dids) => Answer.Of(
        200, new DidListDocument([.. dids.Select(did => ItemOf(did, null))]), IssuingJson.Default.DidListDocument);

    private DidItemDocument ItemOf(ManagedDid did, JsonElement? document) => new(
        did.Did,
        did.Kind,
        did.SigningKey is not null,
        PublishedAt(did),
        did.Profile.AlsoKnownAs,
        did.Profile.Services,
        [.. did.Keys.Select(key => KeyOf(did, key))],
        did.CreatedAt,
        document);

    private static KeyItemDocument KeyOf(ManagedDid did, ManagedKey key) => new(
        key.Id,
        DidParts.NameOf(key.Public.Type),
        key.State,
        DidDocumentText.TokenMethod(did, key),
        DidDocumentText.ProofMethod(did, key),
        key.CreatedAt,
        key.ChangedAt);

    private string? PublishedAt(ManagedDid did) => did.Kind switch
    {
        DidKind.Hosted when own.Contains(did.Did) => own.DocumentUrlOf(did.Did),
        DidKind.External => resolver.LocateWeb(did.Did)?.ToString(),
        _ => null,
    };
}

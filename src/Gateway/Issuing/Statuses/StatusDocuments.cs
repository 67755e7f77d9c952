using System.Text.Json;

namespace Gateway.Issuing;

/// <summary>The body of <c>POST /credentials/status</c> (VC-API).</summary>
/// <param name="CredentialId">Whose status.</param>
/// <param name="CredentialStatus">Which of its entries; revocation when absent.</param>
/// <param name="Status">Whether it is to be set.</param>
/// <param name="Reason">Why, for the event log.</param>
internal sealed record StatusRequestDocument(string? CredentialId, StatusEntryDocument? CredentialStatus, bool? Status, string? Reason);

/// <summary>An entry, as the credential has it: by its purpose, or by list and index.</summary>
internal sealed record StatusEntryDocument(
    string? Id, string? Type, string? StatusPurpose, JsonElement? StatusListIndex, string? StatusListCredential)
{
    public const string TypeName = "BitstringStatusListEntry";
}

/// <summary>The answer: what it is now, and whether it was otherwise before.</summary>
internal sealed record StatusSetDocument(string CredentialId, string StatusPurpose, bool Status, bool Changed);

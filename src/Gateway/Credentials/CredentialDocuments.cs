using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Forwarding;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>The answer to a credential that is kept.</summary>
/// <param name="Id">The gateway's id for it, as in its Location.</param>
/// <param name="Issuer">The issuer's DID.</param>
/// <param name="Digest">SHA-256 of its bytes, as its Repr-Digest says it (RFC 9530).</param>
/// <param name="Report">What the verification found.</param>
/// <param name="Deliveries">What is owed to recipients for it, of this and earlier requests.</param>
internal sealed record ReceivedDocument(
    string Id, string Issuer, string Digest, ReportDocument Report, IReadOnlyList<OwedDocument> Deliveries);

/// <summary>A delivery just made; <c>GET /deliveries</c> says how it goes on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Recipient">The recipient's DID.</param>
/// <param name="State">Where it stood when the answer was made.</param>
internal sealed record OwedDocument(string Id, string Recipient, DeliveryState State);

/// <summary>One page of the caller's credentials, newest first.</summary>
/// <param name="Items">The credentials.</param>
/// <param name="NextCursor">What <c>cursor</c> asks for the next page; absent on the last.</param>
internal sealed record CredentialListDocument(IReadOnlyList<CredentialItemDocument> Items, string? NextCursor);

/// <summary>A credential in a list.</summary>
internal sealed record CredentialItemDocument(
    string Id,
    string Issuer,
    string? CredentialId,
    IReadOnlyList<string> Types,
    string MediaType,
    Access Access,
    string Digest,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    DateTimeOffset ReceivedAt);

/// <summary>Our own messages of this slice, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCase<Verdict>), typeof(CamelCase<DeliveryState>), typeof(CamelCase<Access>)])]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(DraftReportDocument))]
[JsonSerializable(typeof(RefusalDocument))]
[JsonSerializable(typeof(ReceivedDocument))]
[JsonSerializable(typeof(CredentialListDocument))]
internal sealed partial class CredentialsJson : JsonSerializerContext;

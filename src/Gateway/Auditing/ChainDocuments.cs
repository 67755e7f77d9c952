using System.Text.Json.Serialization;
using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>The report on a chain.</summary>
/// <param name="Verdict">Failed when any finding is; else undecided when any is or none passed; else passed.</param>
/// <param name="Policy">By what it was judged.</param>
/// <param name="MadeAt">When the audit was made.</param>
/// <param name="AsOf">The time for which was asked.</param>
/// <param name="Findings">What was found, failures first.</param>
/// <param name="Graph">How things hang together, as the credentials say whose proof holds.</param>
/// <param name="Credentials">Every credential of the chain.</param>
/// <param name="NotReached">Credentials of the request to which nothing led.</param>
/// <param name="Usage">What the audit took.</param>
internal sealed record ChainReportDocument(
    FindingVerdict Verdict,
    AuditPolicyDocument Policy,
    DateTimeOffset MadeAt,
    DateTimeOffset AsOf,
    IReadOnlyList<FindingDocument> Findings,
    ChainGraph Graph,
    IReadOnlyList<ChainCredentialDocument> Credentials,
    IReadOnlyList<string> NotReached,
    ChainUsage Usage)
{
    public static ChainReportDocument Of(ChainReport report, ChainPolicy policy, bool isAdapted) => new(
        report.Verdict,
        new AuditPolicyDocument(policy.Name, policy.Version, isAdapted, policy.TrustAnchors, policy.Rules, policy.GbaAnchor),
        report.MadeAt,
        report.AsOf,
        [.. report.Findings.Select(f => new FindingDocument(f.Rule, f.Verdict, f.RestsOn, f.Sentence))],
        report.Graph,
        [.. report.Credentials.Select(ChainCredentialDocument.Of)],
        report.NotReached,
        report.Usage);
}

/// <summary>By what a chain was judged.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Adapted">Whether the request named trust anchors or rules in place of the policy's own.</param>
/// <param name="TrustAnchors">The DIDs that were trusted.</param>
/// <param name="Rules">The rules that were applied.</param>
/// <param name="GbaAnchor">The DID whose approvals counted; absent when there was none.</param>
internal sealed record AuditPolicyDocument(
    string Name, string Version, bool Adapted, IReadOnlyList<string> TrustAnchors, IReadOnlyList<string> Rules, string? GbaAnchor);

/// <summary>What a rule found.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="RestsOn">Credentials and JSON Pointers into them; the first is the place that it is about.</param>
/// <param name="Sentence">One sentence for a person.</param>
internal sealed record FindingDocument(string Rule, FindingVerdict Verdict, IReadOnlyList<Place> RestsOn, string Sentence);

/// <summary>A credential of the chain.</summary>
/// <param name="Id">Its id, or <c>urn:sha256:</c> and its digest.</param>
/// <param name="Digest">SHA-256 of its bytes, hexadecimal.</param>
/// <param name="Types">Its types.</param>
/// <param name="Issuer">Its issuer.</param>
/// <param name="Source">How it was found.</param>
/// <param name="Location">Where: a URL, or the gateway's id.</param>
/// <param name="Depth">Steps from the start.</param>
/// <param name="Verified">Whether every check passed; absent when it could not be read.</param>
/// <param name="Checks">What each check found that did not pass.</param>
/// <param name="Problem">Why it could not be read.</param>
internal sealed record ChainCredentialDocument(
    string Id,
    string Digest,
    IReadOnlyList<string> Types,
    string? Issuer,
    CredentialSource Source,
    string? Location,
    int Depth,
    bool? Verified,
    IReadOnlyList<CheckDocument> Checks,
    Problem? Problem)
{
    public static ChainCredentialDocument Of(ChainCredential credential) => new(
        credential.Id,
        credential.Digest,
        credential.Types,
        credential.Issuer,
        credential.Source,
        credential.Location,
        credential.Depth,
        credential.Verification?.IsVerified,
        credential.Verification is { } report
            ? [.. CheckDocument.ListOf(report).Where(c => c.Verdict is Verdict.Failed or Verdict.Undecided)]
            : [],
        credential.Problem);
}

/// <summary>Our own messages of this slice, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCase<Verdict>), typeof(CamelCase<FindingVerdict>), typeof(CamelCase<CredentialSource>)])]
[JsonSerializable(typeof(ChainReportDocument))]
[JsonSerializable(typeof(ChainProgress))]
internal sealed partial class AuditingJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>What the description of the API shows of audits.</summary>
internal static class AuditExamples
{
    public const string Anchor = "did:web:register.example.com";

    private const string Passport = "https://maker.example.com/credentials/12345";

    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static JsonNode Request => new JsonObject
    {
        ["start"] = new JsonArray(Examples.Token, Examples.ProductId),
        ["trustAnchors"] = new JsonArray(Anchor),
        ["rules"] = new JsonArray(ChainRuleNames.ClaimVerified, ChainRuleNames.TrustAnchorReached),
        ["credentials"] = new JsonArray(Examples.Envelope),
        ["depth"] = 8,
        ["asOf"] = "2026-06-01T00:00:00Z",
        ["policy"] = Policies.Default,
        ["remote"] = false,
    };

    public static JsonNode Report => JsonSerializer.SerializeToNode(s_report, AuditingJson.Default.ChainReportDocument)!;

    public static JsonNode Graph => JsonNode.Parse(ChainLinkedData.Write(s_report.Graph).Span)!;

    public static JsonNode Events =>
        "event: progress\ndata: {\"found\":1,\"fetched\":1,\"verified\":1,\"remaining\":0}\n\n"
        + $"event: report\ndata: {Report.ToJsonString()}\n\n";

    /// <summary>The beginning of one: it is as long as the report.</summary>
    public static JsonNode SignedReport => "eyJhbGciOiJFZERTQSIsInR5cCI6InZjK2p3dCIsImN0eSI6InZjIn0.eyJ0eXBlIjpbIlZlcmlmaWFibGVDcmVk...";

    private static readonly ChainReportDocument s_report = new(
        FindingVerdict.Undecided,
        new AuditPolicyDocument(Policies.Default, "built-in", true, [Anchor], [ChainRuleNames.TrustAnchorReached], null),
        s_now,
        s_now,
        [
            new FindingDocument(
                ChainRuleNames.TrustAnchorReached,
                FindingVerdict.Undecided,
                [new Place(Passport, "/issuer")],
                $"No attestation known here leads from {Examples.Issuer} to a trust anchor."),
        ],
        new ChainGraph(
            [new ChainNode(Passport, "DigitalProductPassport", null), new ChainNode(Examples.ProductId, "Product", "A battery")],
            [new ChainEdge(Passport, "credentialSubject", Examples.ProductId, Passport)]),
        [
            new ChainCredentialDocument(
                Passport,
                "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38",
                ["DigitalProductPassport", "VerifiableCredential"],
                Examples.Issuer,
                CredentialSource.Request,
                null,
                0,
                true,
                [],
                null),
        ],
        [],
        new ChainUsage(1, 1, 812, 0, TimeSpan.FromMilliseconds(12)));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gateway.Forwarding;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>What the description of the API shows. The credentials are real: they verify.</summary>
internal static class Examples
{
    public const string Id = "dGhpcyBpcyBhbiBleGFtcA";
    public const string Issuer = "did:web:maker.example.com";
    public const string Recipient = "did:web:buyer.example.com";
    public const string ProductId = "https://id.maker.example.com/01/09520123456788/21/12345";

    public const string ETag = "\"44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38\"";

    private const string Digest = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

    /// <summary>A passport in compact JWS.</summary>
    public static string Token => Read("passport.jwt");

    /// <summary>A passport with an embedded proof.</summary>
    public static JsonNode Secured => JsonNode.Parse(Read("passport.secured.json"))!;

    /// <summary>The passport without its signature.</summary>
    public static JsonNode Draft => JsonNode.Parse(Read("passport.json"))!;

    public static JsonNode Envelope => new JsonObject
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["id"] = "data:application/vc+jwt," + Token,
        ["type"] = "EnvelopedVerifiableCredential",
    };

    /// <summary>The passport, presented to a buyer who gave a challenge.</summary>
    public static JsonNode EnvelopedPresentation => new JsonObject
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["id"] = "data:application/vp+jwt," + Read("presentation.jwt"),
        ["type"] = "EnvelopedVerifiablePresentation",
    };

    public static JsonNode VerifyPresentationRequest => new JsonObject
    {
        ["verifiablePresentation"] = EnvelopedPresentation,
        ["options"] = new JsonObject { ["domain"] = "https://buyer.example.com", ["challenge"] = "d5a1c1a6-7d4b-4f6c-9a55-0d1d2d3f4a5c" },
    };

    public static JsonNode PresentationReport => Node(
        new PresentationReportDocument(
            true,
            Issuer,
            [
                new(CheckNames.DataModel, Verdict.Passed, []),
                new(CheckNames.JsonLd, Verdict.Passed, []),
                new(CheckNames.Proof, Verdict.Passed, []),
            ],
            Proofs(Verdict.Passed),
            [],
            [new PresentedDocument("/verifiableCredential/0", "https://maker.example.com/credentials/12345", Issuer, true, false, Passed)]),
        CredentialsJson.Default.PresentationReportDocument);

    public static JsonNode VerifyRequest => VerifyRequestFor(Envelope);

    public static JsonNode VerifySecuredRequest => VerifyRequestFor(Secured);

    public static JsonNode Report => Node(Passed, CredentialsJson.Default.ReportDocument);

    public static JsonNode FailedReport =>
        Node(new ReportDocument(false, Checks(Verdict.Failed), Proofs(Verdict.Failed), []), CredentialsJson.Default.ReportDocument);

    public static JsonNode DraftReport =>
        Node(new DraftReportDocument(true, Checks(Verdict.Skipped), []), CredentialsJson.Default.DraftReportDocument);

    public static JsonNode FailedDraftReport =>
        Node(new DraftReportDocument(false, Checks(Verdict.Failed), []), CredentialsJson.Default.DraftReportDocument);

    public static JsonNode Received => Node(
        new ReceivedDocument(Id, Issuer, Digest, Passed, [new OwedDocument("YW5vdGhlciBleGFtcGxlIQ", Recipient, DeliveryState.Pending)]),
        CredentialsJson.Default.ReceivedDocument);

    public static JsonNode Refusal => Node(
        new RefusalDocument(
            s_fault.Type,
            s_fault.Title,
            422,
            $"proof: {s_fault.Detail}",
            "not-verified",
            false,
            Checks(Verdict.Failed),
            Proofs(Verdict.Failed),
            []),
        CredentialsJson.Default.RefusalDocument);

    public static JsonNode List => Node(
        new CredentialListDocument(
            [
                new CredentialItemDocument(
                    Id,
                    Issuer,
                    "https://maker.example.com/credentials/12345",
                    ["DigitalProductPassport", "VerifiableCredential"],
                    MediaTypes.VcJwt,
                    Access.Public,
                    Digest,
                    new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                    null,
                    new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)),
            ],
            "AAAAAAAAAEA"),
        CredentialsJson.Default.CredentialListDocument);

    private static readonly Problem s_fault = new(
        ProblemTypes.CryptographicSecurity, "The signature does not hold", "the signature is not one of these bytes by the issuer's key");

    private static JsonObject VerifyRequestFor(JsonNode credential) => new()
    {
        ["verifiableCredential"] = credential,
        ["options"] = new JsonObject { ["profile"] = "untp" },
    };

    private static ReportDocument Passed => new(true, Checks(Verdict.Passed), Proofs(Verdict.Passed), []);

    private static CheckDocument[] Checks(Verdict proof) =>
    [
        new(CheckNames.DataModel, Verdict.Passed, []),
        new(CheckNames.Schema, Verdict.Passed, []),
        new(CheckNames.JsonLd, Verdict.Passed, []),
        new(CheckNames.Validity, Verdict.Passed, []),
        new(CheckNames.Proof, proof, proof == Verdict.Failed ? [s_fault] : []),
        new(CheckNames.Status, Verdict.Skipped, []),
    ];

    private static ProofResult[] Proofs(Verdict proof) =>
        [new(null, "vc+jwt", "EdDSA", Issuer + "#key-1", proof, proof == Verdict.Failed ? [s_fault] : [])];

    private static JsonNode Node<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;

    private static string Read(string name)
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream("examples/" + name)
            ?? throw new InvalidOperationException($"the example {name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>What the description of the API shows of DIDs. The key is that of a specification's example, and nobody's.</summary>
internal static class DidExamples
{
    public const string Did = "did:web:gateway.example.com:halden-cells";
    public const string ETag = "\"44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38\"";

    private const string PublicKey = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    private static readonly DateTimeOffset s_made = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<ServiceEntry> s_services =
        [new ServiceEntry("CredentialInbox", "https://inbox.halden-cells.example.com/")];

    public static string KeyId => Key.Id;

    public static JsonNode AddHosted => Node(new DidRequest("halden-cells", null, null, null, null, null));

    public static JsonNode AddExternal => Node(new DidRequest(null, "did:web:halden-cells.example.com", null, "P-256", null, s_services));

    public static JsonNode AddKey => Node(new DidRequest(null, null, "key", null, null, null));

    public static JsonNode Profile => JsonSerializer.SerializeToNode(
        new ProfileRequest(["https://register.example.com/organisations/4711"], s_services), IssuingJson.Default.ProfileRequest)!;

    public static JsonNode Item => JsonSerializer.SerializeToNode(ItemOf(Document), IssuingJson.Default.DidItemDocument)!;

    public static JsonNode List => JsonSerializer.SerializeToNode(
        new DidListDocument([ItemOf(null)]), IssuingJson.Default.DidListDocument)!;

    public static JsonNode Text => JsonNode.Parse(DidDocumentText.Write(Managed))!;

    public static JsonNode Resolution => JsonNode.Parse(
        ResolutionText.Of(Did, new DidVersion(1, DidDocumentText.Write(Managed), s_made, s_made), DidMediaTypes.Resolution).Body.Span)!;

    private static JsonElement Document => JsonDocument.Parse(DidDocumentText.Write(Managed)).RootElement;

    private static ManagedKey Key
    {
        get
        {
            VerificationKey.TryReadMultibase(PublicKey, out var key, out _);
            return new ManagedKey(key!.ComputeThumbprint(), key, KeyState.Signing, null, s_made, s_made);
        }
    }

    private static ManagedDid Managed => new("", Did, DidKind.Hosted, new DidProfile([], s_services), [Key], 1, s_made);

    private static DidItemDocument ItemOf(JsonElement? document) => new(
        Did,
        DidKind.Hosted,
        true,
        "https://gateway.example.com/halden-cells/did.json",
        [],
        s_services,
        [
            new KeyItemDocument(
                Key.Id,
                "Ed25519",
                KeyState.Signing,
                DidDocumentText.TokenMethod(Managed, Key),
                DidDocumentText.ProofMethod(Managed, Key),
                s_made,
                s_made),
        ],
        s_made,
        document);

    private static JsonNode Node(DidRequest request) => JsonSerializer.SerializeToNode(request, IssuingJson.Default.DidRequest)!;
}

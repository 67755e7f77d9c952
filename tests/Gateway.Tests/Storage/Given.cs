using System.Security.Cryptography;
using System.Text;
using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Issuing;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Storage;

/// <summary>Data for tests of the stores.</summary>
internal static class Given
{
    public const string Issuer = "did:web:acme.example";

    public const string Product = "https://id.acme.example/01/09520123456788/21/1";

    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A public passport of <see cref="Product"/>; other <paramref name="bytes"/> make another credential.</summary>
    public static NewCredential Passport(Tenant tenant, string bytes, string? credentialId = null) => new(
        Id: RandomId.Create(),
        TenantId: tenant.Id,
        Issuer: Issuer,
        CredentialId: credentialId,
        Bytes: Encoding.UTF8.GetBytes(bytes),
        MediaType: "application/vc+jwt",
        Digest: Digest(bytes),
        ClaimsDigest: Digest("claims of " + bytes),
        Access: Access.Public,
        Types: ["VerifiableCredential", "DigitalProductPassport"],
        About: [new AboutEntry(Product, true), new AboutEntry("https://id.acme.example/facility/1", false)],
        ValidFrom: Now.AddDays(-1),
        ValidUntil: Now.AddYears(1),
        HasStatus: true,
        ReceivedAt: Now);

    /// <summary>A DID with one key that signs, sealed under the master key <c>m</c>.</summary>
    public static ManagedDid Did(Tenant tenant, string did, DidKind kind = DidKind.Hosted) =>
        new(tenant.Id, did, kind, DidProfile.Empty, [Key(Now)], 1, Now);

    public static ManagedKey Key(DateTimeOffset now, string masterKey = "m")
    {
        using var key = SigningKey.Generate(KeyType.Ed25519);
        var id = key.VerificationKey.ComputeThumbprint();
        return new ManagedKey(id, key.VerificationKey, KeyState.Signing, new SealedKey(masterKey, Digest(id)), now, now);
    }

    public static DidEvent Told(string kind) => new(kind, "key-id", null, null, Now);

    public static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static IdempotencyKey Key(Tenant tenant, string key, DateTimeOffset? now = null) =>
        new(tenant.Id, key, Digest("request"), now ?? Now, (now ?? Now).AddDays(1));

    public static KeptAnswer Answer(string body, int status = 201) =>
        new(Digest("request"), status, "application/json", "/credentials/1", Encoding.UTF8.GetBytes(body));

    /// <summary>The answer to keep says what became of the request.</summary>
    public static AnswerToKeep ToKeep(Tenant tenant, string key) =>
        new(Key(tenant, key), result => Answer($"{result.Outcome} {result.Id}"));

    public static string Text(KeptAnswer? answer) => Encoding.UTF8.GetString(answer!.Body);
}

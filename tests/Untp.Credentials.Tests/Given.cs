using System.Text;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>What many tests start from.</summary>
internal static class Given
{
    /// <summary>When the tests look: every vector is in force then.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The least that VCDM 2.0 lets be a credential.</summary>
    public static JsonObject MinimalClaims() => JsonNode.Parse(
        """
        {
          "@context": ["https://www.w3.org/ns/credentials/v2"],
          "id": "https://issuer.example.com/credentials/1",
          "type": ["VerifiableCredential"],
          "issuer": "did:web:issuer.example.com",
          "credentialSubject": {"id": "https://id.example.com/products/1"}
        }
        """)!.AsObject();

    /// <summary>The check of the data model where no resource is known.</summary>
    public static DataModelCheck DataModelCheck { get; } = new(new PublishedResources([]));

    /// <summary>A credential out of claims, unsigned unless they carry a proof.</summary>
    public static Credential Credential(JsonNode claims) => Credential(claims.ToJsonString(), MediaTypes.Vc);

    public static Credential Credential(string body, string mediaType)
    {
        var isRead = Credentials.Credential.TryParse(Encoding.UTF8.GetBytes(body), mediaType, ParsingLimits.Default, out var credential, out var problem);
        Assert.True(isRead, problem?.Detail);
        return credential!;
    }

    /// <summary>Runs one check at <see cref="Now"/>, with no way out.</summary>
    public static async Task<CheckResult> Run(ICheck check, JsonNode claims)
    {
        using var credential = Credential(claims);
        return await check.RunAsync(new CheckContext(credential, Now, new NoFetcher()), CancellationToken.None);
    }
}

/// <summary>A way out that leads nowhere, for tests of what must not fetch.</summary>
internal sealed class NoFetcher : IDocumentFetcher
{
    public Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"fetched {uri}");
}

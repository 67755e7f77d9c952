using System.Security.Cryptography;
using System.Text;
using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials;

namespace Gateway.Tests.Forwarding;

/// <summary>Keeps credentials owed to recipients, as the intake does when it has verified one.</summary>
internal static class Owed
{
    /// <summary>Bytes like no others, in a spelling that no serializer of ours would choose.</summary>
    public static byte[] NewBytes() => Encoding.UTF8.GetBytes($$"""{"id":"urn:example:{{RandomId.Create()}}",  "name":"Zürich"}""");

    /// <summary>The gateway's id of the credential.</summary>
    public static async Task<string> AddAsync(IServiceProvider services, string tenantId, byte[] bytes, string[] recipients)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var digest = SHA256.HashData(bytes);
        var credential = new NewCredential(
            RandomId.Create(),
            tenantId,
            "did:web:issuer.example",
            CredentialId: $"urn:example:{RandomId.Create()}",
            bytes,
            MediaTypes.Vc,
            digest,
            ClaimsDigest: digest,
            Access.Recipients,
            ["VerifiableCredential"],
            [],
            null,
            null,
            HasStatus: false,
            now);
        var added = await services.GetRequiredService<ICredentialStore>().AddAsync(credential, recipients, null, default);
        Assert.Equal(AddOutcome.Added, added.Outcome);
        return added.Id;
    }
}

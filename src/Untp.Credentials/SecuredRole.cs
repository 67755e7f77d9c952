using System.Text.Json;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Untp.Credentials;

/// <summary>What is secured: a presentation as a credential, by a token or embedded proofs, its holder in the issuer's place.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Signer">The member that names who signs.</param>
/// <param name="Enveloped">The type of the object that carries it as a token (VCDM 2.0 clause 4.13).</param>
/// <param name="TokenType">The token's <c>typ</c>, and behind <c>application/</c> its media type (VC-JOSE-COSE clause 3.1).</param>
/// <param name="ContentType">The token's <c>cty</c>.</param>
/// <param name="Purpose">For what the signer's keys are used (Controlled Identifiers 1.0 clause 2.3).</param>
internal sealed record SecuredRole(string Name, string Signer, string Enveloped, string TokenType, string ContentType, string Purpose)
{
    public static SecuredRole Credential { get; } =
        new("credential", "issuer", "EnvelopedVerifiableCredential", "vc+jwt", "vc", ProofPurposes.AssertionMethod);

    public static SecuredRole Presentation { get; } =
        new("presentation", "holder", "EnvelopedVerifiablePresentation", "vp+jwt", "vp", ProofPurposes.Authentication);

    /// <summary>
    /// Who signs where no member says so: a presentation may leave its holder out (VCDM 2.0 clause 4.13), and is then by whoever controls
    /// the key that it names first. A credential always says who issued it.
    /// </summary>
    public string? FindSigner(JsonElement claims, JwsEnvelope? envelope)
    {
        if (this != Presentation || claims.TryGetProperty(Signer, out _))
        {
            return null;
        }

        var method = envelope is not null ? envelope.HeaderString("kid") : ReadMethod(claims);
        return method is not null && DidUrl.TryParse(method, out var url) ? url.Did : null;
    }

    private static string? ReadMethod(JsonElement claims)
    {
        if (!claims.TryGetProperty("proof", out var proof))
        {
            return null;
        }

        proof = proof.ValueKind == JsonValueKind.Array && proof.GetArrayLength() > 0 ? proof[0] : proof;
        return proof.ValueKind == JsonValueKind.Object
            && proof.TryGetProperty("verificationMethod", out var method)
            && method.ValueKind == JsonValueKind.String
                ? method.GetString()
                : null;
    }
}

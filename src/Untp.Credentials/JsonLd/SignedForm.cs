using System.Text.Json;

namespace Untp.Credentials.JsonLd;

/// <summary>What the securing mechanisms of a credential sign: the bytes of its JSON, or what JSON-LD makes of it.</summary>
internal static class SignedForm
{
    /// <summary>
    /// Whether all that can be read is signed: a token's payload is, and a document under <c>eddsa-jcs-2022</c>; under
    /// <c>eddsa-rdfc-2022</c>, <c>Ed25519Signature2020</c> and whatever is not known here it need not be. Where several proofs stand, every
    /// one has to be of the former kind. A document without proof has nothing to lose.
    /// </summary>
    public static bool CoversBytes(Credential credential)
    {
        if (credential.Envelope is not null || !credential.Claims.TryGetProperty("proof"u8, out var proof))
        {
            return true;
        }

        return proof.ValueKind == JsonValueKind.Array ? proof.EnumerateArray().All(SignsBytes) : SignsBytes(proof);
    }

    private static bool SignsBytes(JsonElement proof) =>
        proof.ValueKind == JsonValueKind.Object
        && proof.TryGetProperty("type"u8, out var type)
        && type.ValueKind == JsonValueKind.String
        && type.ValueEquals("DataIntegrityProof"u8)
        && proof.TryGetProperty("cryptosuite"u8, out var suite)
        && suite.ValueKind == JsonValueKind.String
        && suite.ValueEquals("eddsa-jcs-2022"u8);
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>
/// The algorithms of Data Integrity EdDSA Cryptosuites 1.0 (W3C Recommendation). Clauses 3.2 (<c>eddsa-rdfc-2022</c>) and 3.3
/// (<c>eddsa-jcs-2022</c>) differ in transformation and proof configuration only; <c>Ed25519Signature2020</c> (appendix A.1) is clause 3.2
/// with another type. That the options are of the suite and well formed (step 1 of the transformations, steps 2 and 3 of the
/// configurations) has been seen to by <see cref="EmbeddedProofReader"/>. Safe to share.
/// </summary>
internal sealed class EddsaAlgorithms(CanonicalRdf canonicalRdf)
{
    /// <summary>Bytes of the hash data: the hash of the proof configuration, then that of the document.</summary>
    public const int HashDataSize = 2 * SHA256.HashSizeInBytes;

    /// <summary>Where in the hash data that of the document begins.</summary>
    public const int DocumentHashAt = SHA256.HashSizeInBytes;

    /// <summary>
    /// Clauses 3.2.1 and 3.3.1, Create Proof, steps 2 to 5, and clauses 3.2.2 and 3.3.2, Verify Proof, steps 1 to 7: the hash data that is
    /// signed. Null, and the fault, when there is none.
    /// </summary>
    /// <param name="suite">The suite.</param>
    /// <param name="document">The input document.</param>
    /// <param name="proof">The proof; its <c>proofValue</c> is no part of its options (Verify Proof step 2).</param>
    /// <param name="cancellationToken">Ends canonicalisation.</param>
    /// <param name="fault">Why there is no hash data, in one sentence.</param>
    public byte[]? Hash(
        Cryptosuite suite, InputDocument document, JsonElement proof, CancellationToken cancellationToken, out string? fault)
    {
        var hashData = new byte[HashDataSize];
        var isHashed = suite.SignsRdf()
            ? HashRdfc(document, proof, hashData, cancellationToken, out fault)
            : HashJcs(document, proof, hashData, out fault);
        return isHashed ? hashData : null;
    }

    /// <summary>Clauses 3.2.6 and 3.3.6, Proof Serialization, steps 1 to 3, with the signer's key.</summary>
    public static async ValueTask<byte[]> SerializeAsync(byte[] hashData, ISigner signer, CancellationToken cancellationToken)
    {
        var proofBytes = await signer.SignAsync(hashData, cancellationToken).ConfigureAwait(false);
        return proofBytes.Length == Ed25519.SignatureSize
            ? proofBytes
            : throw new InvalidOperationException($"the signer gave {proofBytes.Length} bytes; a signature has {Ed25519.SignatureSize}");
    }

    /// <summary>Clauses 3.2.7 and 3.3.7, Proof Verification, steps 2 and 3; step 1, to find the key, is the caller's.</summary>
    public static bool Verify(VerificationKey key, byte[] hashData, byte[] proofBytes) => key.Verify(hashData, proofBytes);

    private bool HashRdfc(
        InputDocument document, JsonElement proof, Span<byte> hashData, CancellationToken cancellationToken, out string? fault)
    {
        // 3.2.5 step 4 puts the document's @context in place of the proof's, which then nobody signs
        if (proof.TryGetProperty("@context", out var context) && !JsonElement.DeepEquals(context, document.Context))
        {
            fault = "the proof has an @context of its own, which this suite does not sign";
            return false;
        }

        document.Reading ??= canonicalRdf.Read(document.OwnMembers);
        fault = document.Reading.Faults is [var first, ..] ? $"{first.Detail} (at {first.Pointer})" : null;
        return fault is null
            && ConfigureRdfc(document, proof, hashData[..DocumentHashAt], cancellationToken, out fault)
            && TransformRdfc(document, hashData[DocumentHashAt..], cancellationToken, out fault);
    }

    /// <summary>Clause 3.2.3, Transformation, and clause 3.2.4, Hashing, step 2.</summary>
    private bool TransformRdfc(
        InputDocument document, Span<byte> transformedDocumentHash, CancellationToken cancellationToken, out string? fault)
    {
        fault = null;
        if (document.RdfHash is null)
        {
            // 3.2.3 step 2
            using var unsecured = document.Materialize();
            if (!canonicalRdf.TryCanonicalize(unsecured.RootElement, cancellationToken, out var canonicalDocument, out fault))
            {
                return false;
            }

            // 3.2.4 step 2
            document.RdfHash = SHA256.HashData(canonicalDocument.Span);
        }

        document.RdfHash.CopyTo(transformedDocumentHash);
        return true;
    }

    /// <summary>Clause 3.2.5, Proof Configuration, and clause 3.2.4, Hashing, step 1.</summary>
    private bool ConfigureRdfc(
        InputDocument document, JsonElement proof, Span<byte> proofConfigHash, CancellationToken cancellationToken, out string? fault)
    {
        // 3.2.5 steps 1 and 4
        using var proofConfig = document.MaterializeOptions(proof);

        // 3.2.5 step 5
        if (!canonicalRdf.TryCanonicalize(proofConfig.RootElement, cancellationToken, out var canonicalProofConfig, out fault))
        {
            fault = $"the proof itself: {fault}";
            return false;
        }

        // 3.2.4 step 1
        SHA256.HashData(canonicalProofConfig.Span, proofConfigHash);
        return true;
    }

    private static bool HashJcs(InputDocument document, JsonElement proof, Span<byte> hashData, out string? fault)
    {
        // 3.3.2 step 4
        JsonElement? context = null;
        if (proof.TryGetProperty("@context", out var ofProof))
        {
            // 3.3.2 step 4.1
            if (!Contexts.StartsWith(document.Context, ofProof))
            {
                fault = "the document's @context does not begin with that of the proof";
                return false;
            }

            // 3.3.2 step 4.2
            context = JsonElement.DeepEquals(ofProof, document.Context) ? null : ofProof;
        }

        TransformJcs(document, context, hashData[DocumentHashAt..]);
        ConfigureJcs(proof, hashData[..DocumentHashAt]);
        fault = null;
        return true;
    }

    /// <summary>Clause 3.3.3, Transformation, and clause 3.3.4, Hashing, step 1.</summary>
    private static void TransformJcs(InputDocument document, JsonElement? context, Span<byte> transformedDocumentHash)
    {
        if (!document.IsUnsecured || context is not null)
        {
            using var input = document.Materialize(context);
            HashCanonical(input.RootElement, null, transformedDocumentHash);
            return;
        }

        if (document.JcsHash is null)
        {
            document.JcsHash = new byte[SHA256.HashSizeInBytes];
            HashCanonical(document.Secured, static name => name == "proof", document.JcsHash);
        }

        document.JcsHash.CopyTo(transformedDocumentHash);
    }

    /// <summary>Clause 3.3.5, Proof Configuration, and clause 3.3.4, Hashing, step 2.</summary>
    private static void ConfigureJcs(JsonElement proof, Span<byte> proofConfigHash) =>
        HashCanonical(proof, static name => name == "proofValue", proofConfigHash);

    private static void HashCanonical(JsonElement value, Func<string, bool>? leaveOut, Span<byte> hash)
    {
        using var canonical = new Utf8Buffer(JsonMarshal.GetRawUtf8Value(value).Length + 256);
        JsonCanonicalizer.Canonicalize(value, canonical, leaveOut);
        SHA256.HashData(canonical.Written, hash);
    }
}

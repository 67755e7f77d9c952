using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>Secures a credential with an embedded proof (Data Integrity 1.0). Safe to share; make one for the whole process.</summary>
public sealed class DataIntegritySigner
{
    private readonly DataIntegrityAlgorithms _algorithms;
    private readonly ParsingLimits _limits;

    /// <summary>A signer of documents whose contexts are of that vocabulary.</summary>
    /// <param name="vocabulary">The contexts that are known.</param>
    /// <param name="limits">Size and depth of a document; null for what is usual.</param>
    public DataIntegritySigner(Vocabulary vocabulary, ParsingLimits? limits = null)
        : this((vocabulary ?? throw new ArgumentNullException(nameof(vocabulary))).CanonicalRdf, limits)
    {
    }

    internal DataIntegritySigner(CanonicalRdf canonicalRdf, ParsingLimits? limits = null) =>
        (_algorithms, _limits) = (new DataIntegrityAlgorithms(new EddsaAlgorithms(canonicalRdf)), limits ?? ParsingLimits.Default);

    /// <summary>Adds a proof behind those that the document may have; the document's other bytes stay as they are.</summary>
    /// <param name="documentUtf8">The document, a JSON object.</param>
    /// <param name="options">What the proof is to say.</param>
    /// <param name="signer">An Ed25519 key; its verification method is what the proof names.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <exception cref="ArgumentException">No verifier would read the document or the proof; the suite is not one that is made here, or
    /// not the signer's; a proof that is to be built on is not there; the document has no canonical form.</exception>
    public ValueTask<byte[]> SignAsync(
        ReadOnlyMemory<byte> documentUtf8, ProofOptions options, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(documentUtf8, SecuredRole.Credential, options, signer, cancellationToken);

    /// <summary>Signs a presentation in the same way, as its holder: for authentication, whatever the options say.</summary>
    /// <inheritdoc cref="SignAsync(ReadOnlyMemory{byte}, ProofOptions, ISigner, CancellationToken)"/>
    public ValueTask<byte[]> SignPresentationAsync(
        ReadOnlyMemory<byte> documentUtf8, ProofOptions options, ISigner signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var asHolder = options with { ProofPurpose = ProofPurposes.Authentication };
        return SignAsync(documentUtf8, SecuredRole.Presentation, asHolder, signer, cancellationToken);
    }

    private async ValueTask<byte[]> SignAsync(
        ReadOnlyMemory<byte> documentUtf8, SecuredRole role, ProofOptions options, ISigner signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowUnlessMade(options, signer);
        if (!StrictJson.TryParse(documentUtf8, _limits, out var document, out var problem))
        {
            throw new ArgumentException(problem.Detail, nameof(documentUtf8));
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ArgumentException("what is signed is a JSON object", nameof(documentUtf8));
            }

            var root = document.RootElement;
            var proof = await _algorithms.AddProofAsync(root, role, options, signer, cancellationToken).ConfigureAwait(false);
            return ProofList.Append(documentUtf8.Span, root, proof.Span);
        }
    }

    private static void ThrowUnlessMade(ProofOptions options, ISigner signer)
    {
        if (options.Cryptosuite is not (Cryptosuites.EddsaRdfc2022 or Cryptosuites.EddsaJcs2022))
        {
            throw new ArgumentException(
                $"proofs are made under {Cryptosuites.EddsaRdfc2022} and {Cryptosuites.EddsaJcs2022}, "
                + $"not \"{Excerpt.Of(options.Cryptosuite)}\"",
                nameof(options));
        }

        if (JwsAlgorithms.KeyTypeOf(signer.Algorithm) != KeyType.Ed25519)
        {
            throw new ArgumentException(
                $"{options.Cryptosuite} needs an Ed25519 key; the signer's algorithm is {signer.Algorithm}", nameof(signer));
        }
    }
}

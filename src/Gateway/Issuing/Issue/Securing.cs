using Untp.Credentials;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Gateway.Issuing;

/// <summary>Secures claims; one line a mechanism.</summary>
internal sealed class Securing(DataIntegritySigner proofs, TimeProvider time)
{
    /// <summary>Under which of the key's two methods the mechanism signs.</summary>
    public static SecuringForm FormOf(SecuringMechanism mechanism) =>
        mechanism == SecuringMechanism.VcJwt ? SecuringForm.Token : SecuringForm.Proof;

    /// <summary>Whether a key of that algorithm can sign so.</summary>
    public static bool Takes(SecuringMechanism mechanism, ISigner signer) =>
        mechanism == SecuringMechanism.VcJwt || signer.Algorithm == "EdDSA";

    /// <summary>In which media type what is secured so is kept.</summary>
    public static string MediaTypeOf(SecuringMechanism mechanism) =>
        mechanism == SecuringMechanism.VcJwt ? MediaTypes.VcJwt : MediaTypes.Vc;

    /// <summary>The secured credential, in the bytes that are kept and served.</summary>
    /// <exception cref="ArgumentException">The claims have no canonical form, or a proof that is to be built on is not there.</exception>
    public async ValueTask<byte[]> SecureAsync(
        IssueWish wish, ReadOnlyMemory<byte> claims, ISigner signer, CancellationToken cancellationToken)
    {
        return wish.Mechanism == SecuringMechanism.VcJwt
            ? await VcJwt.SignReadAsync(claims, signer, cancellationToken)
            : await ProveAsync(wish, claims, signer, cancellationToken);
    }

    /// <summary>The presentation, signed by its holder for authentication.</summary>
    /// <exception cref="ArgumentException">The claims have no canonical form.</exception>
    public async ValueTask<byte[]> PresentAsync(
        ProveWish wish, ReadOnlyMemory<byte> claims, ISigner signer, CancellationToken cancellationToken)
    {
        if (wish.Mechanism == SecuringMechanism.VcJwt)
        {
            return await VcJwt.SignReadPresentationAsync(claims, signer, cancellationToken);
        }

        var proof = new ProofOptions
        {
            Cryptosuite = SuiteOf(wish.Mechanism),
            Created = time.GetUtcNow(),
            Domain = wish.Domain,
            Challenge = wish.Challenge,
        };
        return await proofs.SignPresentationAsync(claims, proof, signer, cancellationToken);
    }

    private static string SuiteOf(SecuringMechanism mechanism) => mechanism switch
    {
        SecuringMechanism.EddsaRdfc2022 => "eddsa-rdfc-2022",
        SecuringMechanism.EddsaJcs2022 => "eddsa-jcs-2022",
        _ => throw new ArgumentOutOfRangeException(nameof(mechanism)),
    };

    private ValueTask<byte[]> ProveAsync(
        IssueWish wish, ReadOnlyMemory<byte> claims, ISigner signer, CancellationToken cancellationToken) =>
        proofs.SignAsync(
            claims,
            new ProofOptions
            {
                Cryptosuite = SuiteOf(wish.Mechanism),
                Id = wish.ProofId,
                Created = time.GetUtcNow(),
                PreviousProof = wish.PreviousProof,
            },
            signer,
            cancellationToken);
}

using System.Text;
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
        return wish.Mechanism switch
        {
            SecuringMechanism.VcJwt => Encoding.ASCII.GetBytes(await VcJwt.SignAsync(claims, signer, cancellationToken)),
            SecuringMechanism.EddsaRdfc2022 => await ProveAsync("eddsa-rdfc-2022", wish, claims, signer, cancellationToken),
            SecuringMechanism.EddsaJcs2022 => await ProveAsync("eddsa-jcs-2022", wish, claims, signer, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(wish)),
        };
    }

    private ValueTask<byte[]> ProveAsync(
        string suite, IssueWish wish, ReadOnlyMemory<byte> claims, ISigner signer, CancellationToken cancellationToken) =>
        proofs.SignAsync(
            claims,
            new ProofOptions
            {
                Cryptosuite = suite,
                Id = wish.ProofId,
                Created = time.GetUtcNow(),
                PreviousProof = wish.PreviousProof,
            },
            signer,
            cancellationToken);
}

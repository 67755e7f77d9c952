using System.Text;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>Secures claims; one line a mechanism.</summary>
internal static class Securing
{
    /// <summary>Under which of the key's two methods the mechanism signs.</summary>
    public static SecuringForm FormOf(SecuringMechanism mechanism) => mechanism switch
    {
        SecuringMechanism.VcJwt => SecuringForm.Token,
        _ => throw new ArgumentOutOfRangeException(nameof(mechanism)),
    };

    /// <summary>The secured credential, in the bytes that are kept and served.</summary>
    public static async ValueTask<byte[]> SecureAsync(
        SecuringMechanism mechanism, ReadOnlyMemory<byte> claims, ISigner signer, CancellationToken cancellationToken)
    {
        return mechanism switch
        {
            SecuringMechanism.VcJwt => Encoding.ASCII.GetBytes(await VcJwt.SignAsync(claims, signer, cancellationToken)),
            _ => throw new ArgumentOutOfRangeException(nameof(mechanism)),
        };
    }
}

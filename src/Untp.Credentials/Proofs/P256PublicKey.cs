using System.Security.Cryptography;

namespace Untp.Credentials.Proofs;

/// <summary>Verifies ES256 (RFC 7518 clause 3.4) by the framework's ECDSA. Safe to share between threads.</summary>
internal sealed class P256PublicKey(ECPoint point)
{
    public const int SignatureSize = 64;

    // the framework promises nothing about one ECDsa in two threads: one waits here, a second caller at the same time makes his own
    private ECDsa? _idle;

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize)
        {
            return false;
        }

        var key = Interlocked.Exchange(ref _idle, null) ?? Import();
        var holds = key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        if (Interlocked.CompareExchange(ref _idle, key, null) is not null)
        {
            key.Dispose();
        }

        return holds;
    }

    private ECDsa Import() => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
}

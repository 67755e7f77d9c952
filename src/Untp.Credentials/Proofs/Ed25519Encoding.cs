using System.Buffers.Binary;

namespace Untp.Credentials.Proofs;

/// <summary>
/// What libraries disagree about, decided here before any of them is asked: the integer S below the group order (RFC 8032 clause
/// 5.1.7), points in their one canonical encoding (clause 5.1.3), and no point of small order, under which one signature fits many
/// messages. With these refused, libsodium and libcrypto compute the same cofactorless equation and agree.
/// </summary>
internal static class Ed25519Encoding
{
    /// <summary>The four 64-bit limbs of a little-endian number, the least first.</summary>
    private readonly record struct Limbs(ulong A, ulong B, ulong C, ulong D)
    {
        public static Limbs Read(ReadOnlySpan<byte> bytes) => new(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));

        /// <summary>Not in constant time: signatures and public keys are no secrets.</summary>
        public bool IsBelow(Limbs other) =>
            D != other.D ? D < other.D : C != other.C ? C < other.C : B != other.B ? B < other.B : A < other.A;
    }

    /// <summary>L, the order of the base point: 2^252 + 27742317777372353535851937790883648493.</summary>
    private static readonly Limbs s_groupOrder = new(0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000);

    /// <summary>p = 2^255 - 19.</summary>
    private static readonly Limbs s_fieldPrime = new(0xffffffffffffffed, ulong.MaxValue, ulong.MaxValue, 0x7fffffffffffffff);

    /// <summary>The y of the points of order 1, 2, 4 and 8; each is on the curve with either sign of x, or with x = 0.</summary>
    private static readonly Limbs[] s_smallOrder =
    [
        new(1, 0, 0, 0),
        new(0xffffffffffffffec, ulong.MaxValue, ulong.MaxValue, 0x7fffffffffffffff),
        new(0, 0, 0, 0),
        new(0xb027b2c28f95e826, 0xf098eff289f4c345, 0x3933c6d305acdfd5, 0x05fc536d880238b1),
        new(0x4fd84d3d706a17c7, 0x0f67100d760b3cba, 0xc6cc392cfa53202a, 0x7a03ac9277fdc74e),
    ];

    /// <summary>Whether 32 bytes are a y in canonical encoding, and of no point of small order; not whether the curve has it.</summary>
    public static bool IsStrictPoint(ReadOnlySpan<byte> point)
    {
        var y = Limbs.Read(point);
        y = y with { D = y.D & 0x7fffffffffffffff };
        return y.IsBelow(s_fieldPrime) && Array.IndexOf(s_smallOrder, y) < 0;
    }

    /// <summary>Whether 32 bytes are an integer below L.</summary>
    public static bool IsCanonicalScalar(ReadOnlySpan<byte> scalar) => Limbs.Read(scalar).IsBelow(s_groupOrder);
}

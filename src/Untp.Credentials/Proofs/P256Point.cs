using System.Numerics;
using System.Security.Cryptography;

namespace Untp.Credentials.Proofs;

/// <summary>
/// Points of P-256 (SP 800-186 clause 3.2.1.3) as keys are written: found from x and a sign, or checked to be on the curve. The
/// framework reads no compressed points. Not in constant time: public keys are no secrets.
/// </summary>
internal static class P256Point
{
    /// <summary>Bytes of a coordinate.</summary>
    public const int CoordinateSize = 32;

    /// <summary>Bytes of a compressed point (SEC 1 clause 2.3.3): 2 or 3 for the parity of y, then x.</summary>
    public const int CompressedSize = 1 + CoordinateSize;

    private static readonly BigInteger s_p =
        (BigInteger.One << 256) - (BigInteger.One << 224) + (BigInteger.One << 192) + (BigInteger.One << 96) - 1;

    private static readonly BigInteger s_b =
        Read(Convert.FromHexString("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"));

    /// <summary>The point with this x and y, 32 bytes each; false when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, out ECPoint point)
    {
        point = default;
        if (x.Length != CoordinateSize || y.Length != CoordinateSize)
        {
            return false;
        }

        BigInteger valueX = Read(x), valueY = Read(y);
        if (valueX >= s_p || valueY >= s_p || BigInteger.ModPow(valueY, 2, s_p) != SquareOfY(valueX))
        {
            return false;
        }

        point = new ECPoint { X = x.ToArray(), Y = y.ToArray() };
        return true;
    }

    /// <summary>The point of a compressed encoding of 33 bytes; false when there is none.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> compressed, out ECPoint point)
    {
        point = default;
        if (compressed.Length != CompressedSize || compressed[0] is not (2 or 3))
        {
            return false;
        }

        var x = Read(compressed[1..]);
        var square = SquareOfY(x);

        // p = 3 (mod 4): the root of a square is its (p + 1) / 4th power
        var y = BigInteger.ModPow(square, (s_p + 1) / 4, s_p);
        if (x >= s_p || BigInteger.ModPow(y, 2, s_p) != square)
        {
            return false;
        }

        y = y.IsEven == (compressed[0] == 2) ? y : s_p - y;
        point = new ECPoint { X = compressed[1..].ToArray(), Y = Write(y) };
        return true;
    }

    /// <summary>The compressed encoding, 33 bytes.</summary>
    public static byte[] Compress(ECPoint point) => [(byte)(2 + (point.Y![^1] & 1)), .. point.X!];

    private static BigInteger SquareOfY(BigInteger x)
    {
        var square = ((x * x * x) - (3 * x) + s_b) % s_p;
        return square.Sign < 0 ? square + s_p : square;
    }

    private static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Write(BigInteger value)
    {
        var bytes = new byte[CoordinateSize];
        var end = bytes.AsSpan(CoordinateSize - value.GetByteCount(isUnsigned: true));
        value.TryWriteBytes(end, out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}

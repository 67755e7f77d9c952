using System.Numerics;
using System.Security.Cryptography;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

[Trait("Threat", "13")]
public class Ed25519Tests
{
    private static readonly byte[] s_seed = SHA256.HashData("a seed"u8);

    public static TheoryData<string> Libraries => [.. Ed25519Libraries.Names];

    /// <summary>The y of the points of order 1, 2, 4 and 8, computed here from the curve's equation.</summary>
    public static TheoryData<string> SmallOrderPoints
    {
        get
        {
            var points = new TheoryData<string>();
            foreach (var y in SmallOrderYs())
            {
                foreach (var encoding in new[] { y, y + (BigInteger.One << 255) })
                {
                    points.Add(Convert.ToHexString(LittleEndian(encoding)));
                }
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Signs_as_RFC_8032_test_2_does(string library)
    {
        var provider = Ed25519Libraries.Get(library);
        var seed = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] publicKey = new byte[32], signature = new byte[64];

        provider.DerivePublicKey(seed, publicKey);
        provider.Sign(seed, publicKey, [0x72], signature);

        Assert.Equal("3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C", Convert.ToHexString(publicKey));
        Assert.Equal("92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA", Convert.ToHexString(signature, 0, 32));
        Assert.True(Ed25519.Verify(provider, publicKey, [0x72], signature));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Refuses_any_changed_bit_of_a_signature(string library)
    {
        var provider = Ed25519Libraries.Get(library);
        var (publicKey, signature) = SignEmpty();
        Assert.True(Ed25519.Verify(provider, publicKey, [], signature));

        for (var bit = 0; bit < 512; bit++)
        {
            var changed = signature.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Ed25519.Verify(provider, publicKey, [], changed));
        }
    }

    [Theory]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(0, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    [InlineData(32, 0)]
    public void Refuses_other_lengths(int keyLength, int signatureLength)
    {
        var (publicKey, signature) = SignEmpty();
        Array.Resize(ref publicKey, keyLength);
        Array.Resize(ref signature, signatureLength);
        Assert.False(Ed25519.Verify(publicKey, [], signature));
    }

    [Theory]
    [MemberData(nameof(SmallOrderPoints))]
    public void Refuses_a_point_of_small_order_as_key_and_as_R(string point)
    {
        var bytes = Convert.FromHexString(point);
        var (publicKey, signature) = SignEmpty();

        Assert.False(Ed25519Encoding.IsStrictPoint(bytes));
        Assert.False(Ed25519.Verify(bytes, [], signature));
        Assert.False(Ed25519.Verify(publicKey, [], [.. bytes, .. signature[32..]]));
    }

    /// <summary>y = p … 2^255 - 1 stand for 0 … 18 again: with either sign, none is read.</summary>
    [Fact]
    public void Refuses_every_non_canonical_y()
    {
        for (var y = 0; y < 19; y++)
        {
            var twin = FieldPrime + y;
            Assert.False(Ed25519Encoding.IsStrictPoint(LittleEndian(twin)));
            Assert.False(Ed25519Encoding.IsStrictPoint(LittleEndian(twin + (BigInteger.One << 255))));
        }

        Assert.True(Ed25519Encoding.IsStrictPoint(LittleEndian(FieldPrime - 2)));
        Assert.True(Ed25519Encoding.IsStrictPoint(LittleEndian(2)));
    }

    [Fact]
    public void Refuses_S_from_the_group_order_on()
    {
        var order = (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493");
        Assert.True(Ed25519Encoding.IsCanonicalScalar(LittleEndian(order - 1)));
        Assert.False(Ed25519Encoding.IsCanonicalScalar(LittleEndian(order)));
        Assert.False(Ed25519Encoding.IsCanonicalScalar(LittleEndian(order + 1)));
        Assert.False(Ed25519Encoding.IsCanonicalScalar(LittleEndian((BigInteger.One << 256) - 1)));
    }

    /// <summary>A signature with S + L satisfies the same equation: accepting it would give one message two signatures.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Refuses_a_second_spelling_of_a_good_signature(string library)
    {
        var (publicKey, signature) = SignEmpty();
        var order = (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493");
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true);
        Assert.False(Ed25519.Verify(Ed25519Libraries.Get(library), publicKey, [], [.. signature[..32], .. LittleEndian(s + order)]));
    }

    /// <summary>Of every length around the blocks of SHA-512, and of a token's, under a key of its own each.</summary>
    [Fact]
    public void Both_libraries_give_the_same_signature()
    {
        byte[] bySodium = new byte[64], byOpenSsl = new byte[64], publicKey = new byte[32];
        var sodium = Ed25519Libraries.Get("libsodium");
        foreach (var length in Enumerable.Range(0, 260).Append(20_900))
        {
            var (seed, message) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(length));
            sodium.DerivePublicKey(seed, publicKey);
            sodium.Sign(seed, publicKey, message, bySodium);
            Ed25519Libraries.Get("OpenSSL").Sign(seed, publicKey, message, byOpenSsl);
            Assert.Equal(bySodium, byOpenSsl);
        }
    }

    [Fact]
    public void Prefers_libsodium() =>
        Assert.Equal(Ed25519Providers.Sodium is null ? "OpenSSL" : "libsodium", Ed25519.ProviderName);

    private static BigInteger FieldPrime { get; } = (BigInteger.One << 255) - 19;

    private static (byte[] PublicKey, byte[] Signature) SignEmpty()
    {
        byte[] publicKey = new byte[32], signature = new byte[64];
        Ed25519.DerivePublicKey(s_seed, publicKey);
        Ed25519.Sign(s_seed, publicKey, [], signature);
        return (publicKey, signature);
    }

    /// <summary>
    /// -x² + y² = 1 + d·x²·y². Doubling a point of order 8 gives one of order 4, whose y is 0; so x² = -y² there, and 2·y² = 1 - d·y⁴,
    /// a quadratic in y² with the root (-1 + √(1 + d)) / d or its twin, of which one is a square.
    /// </summary>
    private static IEnumerable<BigInteger> SmallOrderYs()
    {
        var d = Mod(-121665 * BigInteger.ModPow(121666, FieldPrime - 2, FieldPrime));
        var inverse = BigInteger.ModPow(d, FieldPrime - 2, FieldPrime);
        var root = Root(Mod(1 + d))!.Value;
        var y = Root(Mod((-1 + root) * inverse)) ?? Root(Mod((-1 - root) * inverse))!.Value;
        return [0, 1, FieldPrime - 1, y, FieldPrime - y];
    }

    /// <summary>A square root mod p = 5 (mod 8); null when there is none.</summary>
    private static BigInteger? Root(BigInteger square)
    {
        var root = BigInteger.ModPow(square, (FieldPrime + 3) / 8, FieldPrime);
        var turned = Mod(root * BigInteger.ModPow(2, (FieldPrime - 1) / 4, FieldPrime));
        return Mod(root * root) == square ? root : Mod(turned * turned) == square ? turned : null;
    }

    private static BigInteger Mod(BigInteger value) => ((value % FieldPrime) + FieldPrime) % FieldPrime;

    private static byte[] LittleEndian(BigInteger value)
    {
        var bytes = new byte[32];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}

using System.Security.Cryptography;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

public class SigningKeyTests
{
    private static readonly byte[] s_seed = SHA256.HashData("a seed"u8);

    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.P256)]
    public void Makes_the_same_key_of_the_same_seed(KeyType type)
    {
        using SigningKey first = SigningKey.FromSeed(type, s_seed), second = SigningKey.FromSeed(type, s_seed);
        Assert.Equal(first.VerificationKey.ToMultibase(), second.VerificationKey.ToMultibase());
        Assert.Equal(type, first.Type);

        var exported = new byte[32];
        first.ExportSeed(exported);
        Assert.Equal(s_seed, exported);
    }

    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.P256)]
    public void Generates_another_key_each_time(KeyType type)
    {
        using SigningKey first = SigningKey.Generate(type), second = SigningKey.Generate(type);
        Assert.NotEqual(first.VerificationKey.ToMultibase(), second.VerificationKey.ToMultibase());
    }

    [Theory]
    [Trait("Threat", "23")]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.P256)]
    public void Does_nothing_more_once_disposed_of(KeyType type)
    {
        var key = SigningKey.FromSeed(type, s_seed);
        key.Dispose();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign("x"u8));
        Assert.Throws<ObjectDisposedException>(() => key.ExportSeed(new byte[32]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Refuses_a_seed_of_another_length(int length) =>
        Assert.ThrowsAny<ArgumentException>(() => SigningKey.FromSeed(KeyType.Ed25519, new byte[length]));

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)0xff)]
    public void Refuses_what_is_no_scalar_of_P256(byte all) =>
        Assert.ThrowsAny<CryptographicException>(() => SigningKey.FromSeed(KeyType.P256, Enumerable.Repeat(all, 32).ToArray()));

    /// <summary>RFC 6979 appendix A.2.5 gives this private key and its public half.</summary>
    [Fact]
    public void Derives_the_public_half_of_a_known_P256_key()
    {
        using var key = SigningKey.FromSeed(
            KeyType.P256, Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"));
        Assert.Equal(
            "0360FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
            Convert.ToHexString(key.VerificationKey.Bytes.Span));
    }
}

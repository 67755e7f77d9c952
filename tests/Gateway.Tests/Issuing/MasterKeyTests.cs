using System.Security.Cryptography;
using System.Text;
using Gateway.Issuing;

namespace Gateway.Tests.Issuing;

[Trait("Threat", "23")]
public sealed class MasterKeyTests
{
    private static readonly byte[] s_secret = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void Opens_what_it_sealed_under_the_same_name()
    {
        using var key = MasterKey.Create();
        var opened = new byte[32];
        key.Open(key.Seal(s_secret, "name"u8), "name"u8, opened);
        Assert.Equal(s_secret, opened);
    }

    [Fact]
    public void Seals_the_same_secret_otherwise_each_time_and_shows_none_of_it()
    {
        using var key = MasterKey.Create();
        var (one, other) = (key.Seal(s_secret, "name"u8), key.Seal(s_secret, "name"u8));
        Assert.NotEqual(one, other);
        Assert.Equal(12 + 32 + 16, one.Length);
        Assert.True(one.AsSpan().IndexOf(s_secret.AsSpan(0, 4)) < 0);
    }

    [Fact]
    public void Opens_nothing_of_another_name_or_key_or_with_one_bit_changed()
    {
        using var key = MasterKey.Create();
        using var other = MasterKey.Create();
        var made = key.Seal(s_secret, "name"u8);
        var opened = new byte[32];
        Assert.ThrowsAny<CryptographicException>(() => key.Open(made, "eman"u8, opened));
        Assert.ThrowsAny<CryptographicException>(() => other.Open(made, "name"u8, opened));
        Assert.ThrowsAny<CryptographicException>(() => key.Open(made.AsSpan(1), "name"u8, opened));
        for (var i = 0; i < made.Length; i++)
        {
            made[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open(made, "name"u8, opened));
            made[i] ^= 1;
        }
    }

    [Fact]
    public void Is_written_as_43_letters_and_read_again()
    {
        using var key = MasterKey.Create();
        var text = TextOf(key);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", text);
        Assert.True(MasterKey.TryRead(text + "\n", out var read));
        Assert.Equal(key.Id, read.Id);
        Assert.DoesNotContain(key.Id, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    public void Is_nothing_else(string text) => Assert.False(MasterKey.TryRead(text, out _));

    /// <summary>The key as it stands in its file.</summary>
    internal static string TextOf(MasterKey key)
    {
        var text = new byte[MasterKey.TextSize];
        key.WriteText(text);
        return Encoding.ASCII.GetString(text);
    }
}

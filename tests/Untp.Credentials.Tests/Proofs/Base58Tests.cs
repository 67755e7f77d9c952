using System.Security.Cryptography;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

public class Base58Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("00", "1")]
    [InlineData("0000", "11")]
    [InlineData("61", "2g")]
    [InlineData("626262", "a3gV")]
    [InlineData("73696d706c792061206c6f6e6720737472696e67", "2cFupjhnEsSn59qHXstmK2ffpLv2")]
    [InlineData("0000287fb4cd", "11233QC4")]
    public void Encodes_and_decodes_known_texts(string hex, string text)
    {
        Assert.Equal(text, Base58.Encode(Convert.FromHexString(hex)));
        Assert.True(Base58.TryDecode(text, out var bytes));
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Reads_back_whatever_it_writes()
    {
        for (var length = 0; length <= 93; length++)
        {
            byte[] highest = [.. Enumerable.Repeat((byte)0xff, length)];
            foreach (var value in new[] { RandomNumberGenerator.GetBytes(length), new byte[length], highest })
            {
                Assert.True(Base58.TryDecode(Base58.Encode(value), out var bytes));
                Assert.Equal(value, bytes);
            }
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("O")]
    [InlineData("I")]
    [InlineData("l")]
    [InlineData("a b")]
    [InlineData("abc\n")]
    [InlineData("é")]
    [InlineData("２")]
    public void Refuses_letters_that_are_not_of_the_alphabet(string text) => Assert.False(Base58.TryDecode(text, out _));

    [Fact]
    public void Refuses_long_texts_unread()
    {
        Assert.True(Base58.TryDecode(new string('z', 128), out _));
        Assert.False(Base58.TryDecode(new string('z', 129), out _));
        Assert.False(Base58.TryDecode(new string('z', 1_000_000), out _));
        Assert.ThrowsAny<ArgumentException>(() => Base58.Encode(new byte[94]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("m61")]
    [InlineData("f61")]
    [InlineData("u61")]
    [InlineData("Z2g")]
    public void Reads_no_other_base(string text) => Assert.False(Multibase.TryDecode(text, out _));
}

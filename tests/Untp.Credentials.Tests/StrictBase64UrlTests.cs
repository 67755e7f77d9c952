using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Untp.Credentials.Tests;

[Trait("Threat", "4")]
public class StrictBase64UrlTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public void Decodes_what_is_written_as_RFC_7515_says()
    {
        for (var length = 0; length < 200; length++)
        {
            var value = RandomNumberGenerator.GetBytes(length);
            Assert.Equal(value, StrictBase64Url.Decode(Base64Url.EncodeToUtf8(value)));
        }
    }

    [Theory]
    [InlineData("Zg==")]
    [InlineData("Zg=")]
    [InlineData("Zm8=")]
    [InlineData("=")]
    [InlineData("Zm9v ")]
    [InlineData(" Zm9v")]
    [InlineData("Zm\n9v")]
    [InlineData("Zm9v\r\n")]
    [InlineData("Zm\t9v")]
    [InlineData("Zm9+")]
    [InlineData("Zm9/")]
    [InlineData("Zm9v.")]
    [InlineData("Zm9v\0")]
    [InlineData("Z")]
    [InlineData("Zm9vZ")]
    [InlineData("Zm9é")]
    public void Refuses_padding_white_space_and_other_letters(string text) =>
        Assert.Null(StrictBase64Url.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Calls_well_formed_what_it_decodes() =>
        Assert.All<string>(["", "Zg", "Zm8", "Zm9v", "Zh", "Zm9", "Z", "Zg==", "Zm 9v"], text =>
            Assert.Equal(
                StrictBase64Url.Decode(Encoding.ASCII.GetBytes(text)) is not null,
                StrictBase64Url.IsValid(Encoding.ASCII.GetBytes(text))));

    /// <summary>Of the 64 last letters, 4 (two letters over) or 16 (three over) leave no bits behind.</summary>
    [Theory]
    [InlineData("A", 4)]
    [InlineData("AA", 16)]
    [InlineData("AAA", 64)]
    [InlineData("AAAAA", 4)]
    public void Knows_one_spelling_a_value(string start, int spellings)
    {
        Assert.Equal(spellings, Alphabet.Count(last => StrictBase64Url.IsValid(Encoding.ASCII.GetBytes(start + last))));
        var texts = Alphabet.Select(last => Encoding.ASCII.GetBytes(start + last));
        var read = texts.Select(text => StrictBase64Url.Decode(text)).Where(b => b is not null).ToList();
        Assert.Equal(spellings, read.Count);
        Assert.Equal(spellings, read.Select(b => Convert.ToHexString(b!)).Distinct().Count());
    }

    [Fact]
    public void Decodes_only_into_as_many_bytes_as_there_are()
    {
        Assert.True(StrictBase64Url.TryDecode("Zm9v"u8, new byte[3]));
        Assert.False(StrictBase64Url.TryDecode("Zm9v"u8, new byte[2]));
        Assert.False(StrictBase64Url.TryDecode("Zm9v"u8, new byte[4]));
        Assert.Equal(805_306_368, StrictBase64Url.DecodedLength(1 << 30));
    }
}

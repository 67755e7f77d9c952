using System.Text;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class SeededHashTests
{
    [Fact]
    public void Every_bit_of_a_text_counts_and_so_does_its_length()
    {
        var seen = new HashSet<ulong>();
        for (var length = 0; length <= 100; length++)
        {
            var text = new byte[length];
            Assert.True(seen.Add(SeededHash.Of(text)), $"{length} bytes");
            for (var bit = 0; bit < 8 * length; bit++)
            {
                text[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(seen.Add(SeededHash.Of(text)), $"bit {bit} of {length} bytes");
                text[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Parts_of_a_text_that_change_places_change_the_hash()
    {
        const string A = "sixteen letters.", B = "another sixteen.", C = "and once more...", D = "the fourth of it";
        string[] texts = [A + B + C + D, B + A + C + D, A + B + D + C, C + B + A + D, A + D + C + B, C + D + A + B];

        Assert.Equal(texts.Length, texts.Select(text => SeededHash.Of(Encoding.ASCII.GetBytes(text))).Distinct().Count());
    }

    [Theory]
    [InlineData("urn:{0}")]
    [InlineData("https://id.example.com/01/{0}/and/a/path/behind/it/that/makes/it/long")]
    public void Texts_that_differ_in_a_number_are_spread_evenly(string form)
    {
        var places = Enumerable.Range(0, 40_960).Select(i => SeededHash.Of(Encoding.ASCII.GetBytes(string.Format(null, form, i))) & 4095)
            .GroupBy(place => place).Select(group => group.Count()).ToList();

        // ten a place; of a fair spread hardly one of 4,096 is empty or has more than thirty
        Assert.InRange(places.Count, 4086, 4096);
        Assert.InRange(places.Max(), 10, 40);
    }
}

using System.Text;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

public class P256VectorTests
{
    private const string File = "ecdsa_secp256r1_sha256_p1363_test.json";

    public static TheoryData<string> Rows => [.. SignatureVectors.WycheproofNames(File)];

    [Theory]
    [Trait("Threat", "13")]
    [MemberData(nameof(Rows))]
    public void Agrees_with_Wycheproof(string test)
    {
        var (group, row) = SignatureVectors.WycheproofTest(File, test);
        var point = SignatureVectors.Hex(group.GetProperty("publicKey"), "uncompressed");
        Assert.True(VerificationKey.TryReadP256(point.AsSpan(1, 32), point.AsSpan(33, 32), out var key, out _));

        // twice: the second look uses the key that the first left behind
        var expected = row.GetProperty("result").GetString() == "valid";
        Assert.Equal(expected, key.Verify(SignatureVectors.Hex(row, "msg"), SignatureVectors.Hex(row, "sig")));
        Assert.Equal(expected, key.Verify(SignatureVectors.Hex(row, "msg"), SignatureVectors.Hex(row, "sig")));
    }

    /// <summary>All the points of the file, and they are chosen to be awkward, survive compression.</summary>
    [Fact]
    public void Reads_every_point_back_from_its_compressed_form()
    {
        foreach (var key in SignatureVectors.Wycheproof(File).Select(row => row.Group.GetProperty("publicKey")))
        {
            var point = SignatureVectors.Hex(key, "uncompressed");
            byte[] compressed = [(byte)(2 + (point[64] & 1)), .. point[1..33]];
            Assert.True(P256Point.TryDecompress(compressed, out var read));
            Assert.Equal(Convert.ToHexString(point, 1, 64), Convert.ToHexString(read.X!) + Convert.ToHexString(read.Y!));
            Assert.Equal(compressed, P256Point.Compress(read));
        }
    }

    [Fact]
    public async Task Verifies_in_many_threads_at_once()
    {
        using var key = SigningKey.Generate(KeyType.P256);
        var message = Encoding.UTF8.GetBytes("a message");
        var signature = key.Sign(message);
        var other = key.Sign("another"u8);
        await Parallel.ForAsync(0, 400, (_, _) =>
        {
            Assert.True(key.VerificationKey.Verify(message, signature));
            Assert.False(key.VerificationKey.Verify(message, other));
            return ValueTask.CompletedTask;
        });
    }
}

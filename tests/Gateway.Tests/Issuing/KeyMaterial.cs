using System.Buffers.Text;
using System.Text;
using Gateway.Issuing;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Issuing;

/// <summary>The secrets of a gateway, and the spellings in which they could be seen.</summary>
internal static class KeyMaterial
{
    /// <summary>The master key as its file has it, and every private key that is sealed under it.</summary>
    public static List<byte[]> Open(string masterKey, IEnumerable<(string Id, byte[] Seal)> seals)
    {
        Assert.True(MasterKey.TryRead(masterKey, out var master));
        var secrets = new List<byte[]> { Base64Url.DecodeFromChars(masterKey.Trim()) };
        foreach (var (id, seal) in seals)
        {
            var seed = new byte[SigningKey.SeedSize];
            master.Open(seal, KeyVault.NameOf(id), seed);
            secrets.Add(seed);
        }

        return secrets;
    }

    /// <summary>Half of it is enough to be found, whatever stands around it.</summary>
    public static IEnumerable<byte[]> Spellings(byte[] secret) =>
        [secret[..16], secret[16..], .. Texts(secret).Select(Encoding.ASCII.GetBytes)];

    /// <summary>How it begins in hexadecimal, in base64, in base64url (the member d of a JSON Web Key) and as a list of numbers.</summary>
    public static IEnumerable<string> Texts(byte[] secret) =>
    [
        Convert.ToHexString(secret)[..32],
        Convert.ToHexStringLower(secret)[..32],
        Convert.ToBase64String(secret)[..20],
        Base64Url.EncodeToString(secret)[..20],
        string.Join(',', secret[..12]),
        string.Join(", ", secret[..12]),
    ];

    public static void AssertHoldsNone(string what, ReadOnlySpan<byte> bytes, IEnumerable<byte[]> spellings)
    {
        foreach (var spelling in spellings)
        {
            Assert.True(bytes.IndexOf(spelling) < 0, $"{what} holds key material");
        }
    }
}

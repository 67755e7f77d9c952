using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateway.Hosting;

/// <summary>Ids that nobody can guess.</summary>
internal static class RandomId
{
    /// <summary>128 random bits as 22 letters of base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}

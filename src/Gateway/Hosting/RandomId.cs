using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateway.Hosting;

/// <summary>Ids that nobody can guess.</summary>
internal static class RandomId
{
    private const int Length = 22;

    private static readonly SearchValues<char> s_letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Whether a text that anybody may have written could be one.</summary>
    public static bool IsOne(string text) => text.Length == Length && !text.AsSpan().ContainsAnyExcept(s_letters);

    /// <summary>128 random bits as 22 letters of base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}

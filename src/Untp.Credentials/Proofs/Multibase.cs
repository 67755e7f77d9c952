using System.Diagnostics.CodeAnalysis;

namespace Untp.Credentials.Proofs;

/// <summary>Multibase (Controlled Identifiers 1.0 clause 2.4) in the one base that keys and proofs use here: <c>z</c>, base58btc.</summary>
internal static class Multibase
{
    /// <summary>Decodes a text that starts with <c>z</c>; false when it does not, is too long, or is ill-formed.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        return text.StartsWith('z') && Base58.TryDecode(text[1..], out bytes);
    }

    /// <summary>Encodes at most 93 bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => "z" + Base58.Encode(bytes);
}

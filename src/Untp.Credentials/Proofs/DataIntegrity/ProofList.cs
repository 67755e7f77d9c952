using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>The member <c>proof</c> of a document: nothing, one proof, or a list of some.</summary>
internal static class ProofList
{
    /// <summary>The proofs.</summary>
    /// <exception cref="ArgumentException">The member is neither an object nor an array.</exception>
    public static List<JsonElement> Of(JsonElement secured)
    {
        if (!secured.TryGetProperty("proof", out var proof))
        {
            return [];
        }

        return proof.ValueKind switch
        {
            JsonValueKind.Object => [proof],
            JsonValueKind.Array => [.. proof.EnumerateArray()],
            _ => throw new ArgumentException("the document's proof is neither an object nor an array", nameof(secured)),
        };
    }

    public static bool HasId(JsonElement proof, string id) =>
        proof.ValueKind == JsonValueKind.Object
        && proof.TryGetProperty("id", out var own)
        && own.ValueKind == JsonValueKind.String
        && own.ValueEquals(id);

    /// <summary>The document with one more proof behind the others; all other bytes are as they were.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="secured">The same, read from these very bytes.</param>
    /// <param name="added">The proof.</param>
    public static byte[] Append(ReadOnlySpan<byte> utf8, JsonElement secured, ReadOnlySpan<byte> added)
    {
        if (!secured.TryGetProperty("proof", out var proof))
        {
            // behind the last member: before the brace and the white space before it
            var end = utf8[..utf8.LastIndexOf((byte)'}')].TrimEnd(" \t\r\n"u8).Length;
            var name = utf8[end - 1] == (byte)'{' ? "\"proof\":"u8 : ",\"proof\":"u8;
            return [.. utf8[..end], .. name, .. added, .. utf8[end..]];
        }

        var raw = JsonMarshal.GetRawUtf8Value(proof);
        utf8.Overlaps(raw, out var start);
        var behind = utf8[(start + raw.Length)..];
        if (proof.ValueKind == JsonValueKind.Object)
        {
            return [.. utf8[..start], (byte)'[', .. raw, (byte)',', .. added, (byte)']', .. behind];
        }

        ReadOnlySpan<byte> comma = proof.GetArrayLength() == 0 ? [] : ","u8;
        return [.. utf8[..start], .. raw[..^1], .. comma, .. added, (byte)']', .. behind];
    }
}

using System.Text;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>The files of <c>vectors/di-eddsa</c>.</summary>
internal static class EddsaVectors
{
    public static string Text(string file) => File.ReadAllText(Shared.Path($"vectors/di-eddsa/{file}"));

    public static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"vectors/di-eddsa/{file}")));
        return document.RootElement.Clone();
    }

    /// <summary>A private key: two bytes of multicodec, then the seed.</summary>
    public static SigningKey Key(string file = "keyPair.json", string? name = null)
    {
        var pair = name is null ? Json(file) : Json(file).GetProperty(name);
        Assert.True(Multibase.TryDecode(pair.GetProperty("privateKeyMultibase").GetString()!, out var bytes));
        Assert.Equal([0x80, 0x26], bytes[..2]);
        var key = SigningKey.FromSeed(KeyType.Ed25519, bytes.AsSpan(2));
        Assert.Equal(pair.GetProperty("publicKeyMultibase").GetString(), key.VerificationKey.ToMultibase());
        return key;
    }

    public static string Canonical(JsonElement value, Func<string, bool>? leaveOut = null) =>
        Encoding.UTF8.GetString(JsonCanonicalizer.Canonicalize(value, leaveOut).Span);
}

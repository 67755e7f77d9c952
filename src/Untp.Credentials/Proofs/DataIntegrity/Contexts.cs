using System.Text.Json;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>Compares the <c>@context</c> of a proof with that of its document; one value is a list of one.</summary>
internal static class Contexts
{
    /// <summary>Whether the document's contexts begin with the proof's, in the same order (EdDSA Cryptosuites 1.0 clause 3.3.2 step 4.1).</summary>
    public static bool StartsWith(JsonElement document, JsonElement proof)
    {
        var count = Count(proof);
        if (count > Count(document))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!JsonElement.DeepEquals(At(document, i), At(proof, i)))
            {
                return false;
            }
        }

        return true;
    }

    public static int Count(JsonElement contexts) => contexts.ValueKind switch
    {
        JsonValueKind.Undefined => 0,
        JsonValueKind.Array => contexts.GetArrayLength(),
        _ => 1,
    };

    private static JsonElement At(JsonElement contexts, int index) =>
        contexts.ValueKind == JsonValueKind.Array ? contexts[index] : contexts;
}

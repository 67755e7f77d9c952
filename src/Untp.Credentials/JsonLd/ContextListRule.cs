using System.Text.Json;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// The list of contexts is what the credential's types and proofs call for, each once: an RDF suite does not sign the list, and a context
/// that nobody asked for could give words another meaning. A context that is for no type in particular extends others, and follows them;
/// those of W3C are for proofs, and UNTP's others for no credential.
/// </summary>
internal sealed class ContextListRule(ContextRegistry registry)
{
    private const int MaxTypes = 8;

    /// <summary>What is wrong with each entry that is known; the others are told of elsewhere.</summary>
    public IEnumerable<(string Detail, string Pointer)> FindFaults(Credential credential, JsonElement contexts)
    {
        var seen = new HashSet<Artefact>();
        var types = credential.Types.ToHashSet(StringComparer.Ordinal);
        var lastOfTypes = LastOfTypes(types, contexts);
        var index = -1;
        foreach (var item in contexts.EnumerateArray())
        {
            index++;
            if (item.ValueKind == JsonValueKind.String
                && registry.TryGet(item.GetString()!, out var context)
                && FindFault(credential, types, context, item.GetString()!, seen.Add(context), index > lastOfTypes) is { } fault)
            {
                yield return (fault, $"/@context/{index}");
            }
        }
    }

    private string? FindFault(
        Credential credential, HashSet<string> types, Artefact context, string url, bool isFirst, bool isBehind)
    {
        if (!isFirst)
        {
            return $"the context {url} is in the list already";
        }

        if (url == ContextUrls.CredentialsV2 || context.Types.Any(types.Contains))
        {
            return null;
        }

        if (ContextUrls.OfProofs.TryGetValue(url, out var proofType))
        {
            return IsCalledForBy(credential, proofType)
                ? null
                : $"the context {url} is for proofs of the type {proofType}, of which there is none";
        }

        return context.Types.Count > 0 || IsOfThemWithTypes(context)
            ? $"none of the types {string.Join(", ", credential.Types.Take(MaxTypes).Select(Excerpt.Of))} calls for the context {url}"
            : isBehind ? null
            : $"the context {url} is for no type in particular, and follows those that the types call for";
    }

    /// <summary>A credential that has no proof yet may have one of any type.</summary>
    private static bool IsCalledForBy(Credential credential, string proofType)
    {
        if (!credential.Claims.TryGetProperty("proof", out var proof))
        {
            return true;
        }

        return proof.ValueKind == JsonValueKind.Array ? proof.EnumerateArray().Any(IsOfType) : IsOfType(proof);

        bool IsOfType(JsonElement item) =>
            item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty("type"u8, out var type)
            && type.ValueKind == JsonValueKind.String
            && type.ValueEquals(proofType);
    }

    /// <summary>Whether its publisher has contexts by types, or is W3C: then what a credential may list is told by these.</summary>
    private bool IsOfThemWithTypes(Artefact context) =>
        registry.Contexts.Any(other => other.Publisher == context.Publisher
            && (other.Types.Count > 0 || other.Urls.Contains(ContextUrls.CredentialsV2)));

    private int LastOfTypes(HashSet<string> types, JsonElement contexts)
    {
        for (var i = contexts.GetArrayLength() - 1; i > 0; i--)
        {
            if (contexts[i].ValueKind == JsonValueKind.String
                && registry.TryGet(contexts[i].GetString()!, out var context)
                && context.Types.Any(types.Contains))
            {
                return i;
            }
        }

        return 0;
    }
}

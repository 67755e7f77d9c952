using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Untp.Credentials.Dids;

/// <summary>
/// Reads a DID document (DID 1.0 clause 5) that anybody may have written. A member that is not of the shape that clause 5 demands makes
/// the whole document unreadable; a key that cannot be used does not.
/// </summary>
internal sealed class DidDocumentReader
{
    /// <summary>How many methods, services, entries of a relationship or further names a document may have.</summary>
    private const int MaxItems = 100;

    private readonly string _did;
    private readonly VerificationMethodReader _methodReader;
    private readonly Dictionary<string, VerificationMethod> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _relationships = new(StringComparer.Ordinal);

    private DidDocumentReader(string did, DateTimeOffset now) => (_did, _methodReader) = (did, new VerificationMethodReader(did, now));

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The bytes as fetched.</param>
    /// <param name="did">The DID whose document it is to be.</param>
    /// <param name="limits">Size and depth.</param>
    /// <param name="now">The time, for methods that expire.</param>
    /// <param name="document">The document.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        string did,
        ParsingLimits limits,
        DateTimeOffset now,
        [NotNullWhen(true)] out DidDocument? document,
        [NotNullWhen(false)] out string? problem)
    {
        document = null;
        if (!StrictJson.TryParse(utf8, limits, out var json, out var unreadable))
        {
            problem = unreadable.Detail;
            return false;
        }

        using (json)
        {
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !IsText(root, "id", did))
            {
                problem = "a DID document is a JSON object whose id is its DID";
                return false;
            }

            document = new DidDocumentReader(did, now).Read(root, out problem) is { } read ? read with { Source = utf8 } : null;
            return document is not null;
        }
    }

    private DidDocument? Read(JsonElement root, out string? problem)
    {
        problem = ReadMethods(root);
        foreach (var name in (ReadOnlySpan<string>)
            ["assertionMethod", "authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation"])
        {
            problem ??= ReadRelationship(root, name);
        }

        var services = new List<DidService>();
        var names = new List<string>();
        problem ??= DidServiceReader.ReadAll(root, _did, MaxItems, services) ?? ReadNames(root, names);
        return problem is null
            ? new DidDocument(_did, [.. _methods.Values], Known("assertionMethod"), Known("authentication"), services, names)
            : null;
    }

    private string? ReadMethods(JsonElement root)
    {
        if (!TryGetItems(root, "verificationMethod", out var items))
        {
            return NotAList("verificationMethod");
        }

        foreach (var item in items)
        {
            if (Add(item, out _) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Entries are references to methods, or methods themselves (clause 5.3.1).</summary>
    private string? ReadRelationship(JsonElement root, string name)
    {
        if (!TryGetItems(root, name, out var items))
        {
            return NotAList(name);
        }

        var ids = _relationships[name] = [];
        foreach (var item in items)
        {
            string? id;
            if (item.ValueKind == JsonValueKind.String)
            {
                id = VerificationMethodReader.MakeAbsolute(_did, item.GetString()!);
            }
            else if (Add(item, out id) is { } problem)
            {
                return problem;
            }

            if (id is not null)
            {
                ids.Add(id);
            }
        }

        return null;
    }

    private string? Add(JsonElement item, out string? id)
    {
        id = null;
        if (!_methodReader.TryRead(item, out var method, out var problem))
        {
            return problem;
        }

        id = method.Id;
        if (_methods.Count == MaxItems)
        {
            return $"it has more than {MaxItems} verification methods";
        }

        return _methods.TryAdd(id, method) ? null : "two of its verification methods have the same id";
    }

    /// <summary>A reference to a method that is not in the document gives nobody any right, and harms nobody.</summary>
    private List<string> Known(string relationship) => _relationships[relationship].FindAll(_methods.ContainsKey);

    private static string? ReadNames(JsonElement root, List<string> names)
    {
        if (!TryGetItems(root, "alsoKnownAs", out var items) || items.Any(item => item.ValueKind != JsonValueKind.String))
        {
            return $"its alsoKnownAs is not an array of at most {MaxItems} strings";
        }

        names.AddRange(items.Select(item => item.GetString()!));
        return null;
    }

    private static string NotAList(string name) => $"its {name} is not an array of at most {MaxItems} entries";

    /// <summary>The items of a member that is an array, or absent; false when it is anything else, or too long.</summary>
    private static bool TryGetItems(JsonElement root, string name, out JsonElement[] items)
    {
        items = [];
        if (!root.TryGetProperty(name, out var list))
        {
            return true;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxItems)
        {
            return false;
        }

        items = [.. list.EnumerateArray()];
        return true;
    }

    private static bool IsText(JsonElement owner, string name, string text) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
}

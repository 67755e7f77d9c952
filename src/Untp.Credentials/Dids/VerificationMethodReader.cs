using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Dids;

/// <summary>Reads one verification method of a DID document (DID 1.0 clause 5.2, Controlled Identifiers 1.0 clause 2.2).</summary>
internal sealed class VerificationMethodReader(string did, DateTimeOffset now)
{
    /// <summary>
    /// False when it is no verification method at all: no object, or without an id. One whose key cannot be used is read, with the reason.
    /// </summary>
    public bool TryRead(JsonElement item, [NotNullWhen(true)] out VerificationMethod? method, [NotNullWhen(false)] out string? problem)
    {
        method = null;
        problem = "a verification method is an object whose id is a DID URL with a fragment";
        if (item.ValueKind != JsonValueKind.Object || Text(item, "id") is not { } written || MakeAbsolute(did, written) is not { } id)
        {
            return false;
        }

        var type = Text(item, "type") ?? "";
        var controller = Text(item, "controller") ?? "";
        VerificationKey? key = null;
        var fault = FindFault(item, controller);
        if (fault is null)
        {
            TryReadKey(item, type, out key, out fault);
        }

        method = new VerificationMethod(id, type, controller, key, fault);
        problem = null;
        return true;
    }

    /// <summary>A DID URL with a fragment, made absolute where it was relative (DID 1.0 clause 3.2.2); null when it is none.</summary>
    public static string? MakeAbsolute(string did, string reference)
    {
        var absolute = reference.StartsWith('#') ? did + reference : reference;
        return DidUrl.TryParse(absolute, out var url) && url.Fragment is { Length: > 0 } ? absolute : null;
    }

    /// <summary>What keeps a method from being used, whatever its key.</summary>
    private string? FindFault(JsonElement item, string controller)
    {
        if (!DidUrl.IsDid(controller))
        {
            return "it has no controller that is a DID";
        }

        var keys = 0;
        foreach (var member in item.EnumerateObject())
        {
            if (member.Name.StartsWith("privateKey", StringComparison.Ordinal)
                || member.Name.StartsWith("secretKey", StringComparison.Ordinal))
            {
                return $"it publishes a private key ({Excerpt.Of(member.Name)}), so anybody may have it";
            }

            keys += member.Name.StartsWith("publicKey", StringComparison.Ordinal) ? 1 : 0;
        }

        return keys > 1 ? "it gives more than one public key" : FindEnd(item, "revoked") ?? FindEnd(item, "expires");
    }

    /// <summary>Controlled Identifiers 1.0 clause 2.2: from then on nothing verifies under this method.</summary>
    private string? FindEnd(JsonElement item, string member)
    {
        if (!item.TryGetProperty(member, out _))
        {
            return null;
        }

        return DateTimeStamp.TryParse(Text(item, member) ?? "", out var end) && end > now
            ? null
            : $"its time is over, or cannot be read ({member})";
    }

    private static void TryReadKey(JsonElement item, string type, out VerificationKey? key, out string? fault)
    {
        key = null;
        fault = null;
        switch (type)
        {
            case "Multikey":
                VerificationKey.TryReadMultibase(Text(item, "publicKeyMultibase") ?? "", out key, out fault);
                break;
            case "Ed25519VerificationKey2020" when Text(item, "publicKeyMultibase") is ['z', '6', 'M', 'k', ..] and var text:
                VerificationKey.TryReadMultibase(text, out key, out fault);
                break;
            case "Ed25519VerificationKey2020":
                fault = "an Ed25519VerificationKey2020 has a publicKeyMultibase that begins with z6Mk";
                break;
            case "JsonWebKey" or "JsonWebKey2020" when item.TryGetProperty("publicKeyJwk", out var jwk):
                VerificationKey.TryReadJwk(jwk, out key, out fault);
                break;
            case "JsonWebKey" or "JsonWebKey2020":
                fault = $"a {type} has a publicKeyJwk";
                break;
            default:
                fault = "its type is none of Multikey, JsonWebKey, JsonWebKey2020 and Ed25519VerificationKey2020";
                break;
        }
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

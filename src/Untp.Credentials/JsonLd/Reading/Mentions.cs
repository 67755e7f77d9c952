using System.Text.Json;

namespace Untp.Credentials.JsonLd.Reading;

/// <summary>Where in a credential an object stands.</summary>
internal enum Place
{
    /// <summary>It is the credential.</summary>
    Credential,

    /// <summary>It is a value of the credential's <c>credentialSubject</c>.</summary>
    Subject,

    /// <summary>It is a value of the credential's <c>credentialStatus</c>.</summary>
    Status,

    /// <summary>Anywhere else.</summary>
    Elsewhere,
}

/// <summary>
/// RDF does not say where in a document something is said of a thing: members can be moved between the objects that have its id. Those of
/// the credential, its subjects and its status are read in one place, and may stand in no other.
/// </summary>
internal sealed class Mentions
{
    private readonly Dictionary<string, (Place Place, string Name)> _owned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _seen = new(StringComparer.Ordinal);
    private bool _isNoted;

    public Mentions(JsonElement credential)
    {
        AddAll(credential, "credentialStatus", Place.Status);
        AddAll(credential, "credentialSubject", Place.Subject);
        Add(credential, Place.Credential, "the credential");
    }

    /// <summary>Where an object of the credential stands, of which a member leads to another.</summary>
    public static Place Below(Place place, JsonProperty member) =>
        place != Place.Credential ? Place.Elsewhere
        : member.NameEquals("credentialSubject"u8) ? Place.Subject
        : member.NameEquals("credentialStatus"u8) ? Place.Status
        : Place.Elsewhere;

    /// <summary>Takes down an object that says something of what its id names.</summary>
    /// <returns>The fault, or the note, that it gives rise to.</returns>
    public (string? Fault, string? Note) Take(string id, JsonElement element, Place place)
    {
        if (_owned.TryGetValue(id, out var owner) && owner.Place != place)
        {
            return ($"something is said here of {owner.Name}, {Excerpt.Of(id)}, away from where it is read: "
                + "write there all that is said of it, and here its id alone", null);
        }

        if (_isNoted || _seen.TryAdd(id, element) || JsonElement.DeepEquals(_seen[id], element))
        {
            return default;
        }

        _isNoted = true;
        return (null, $"{Excerpt.Of(id)} is described in several places in different words; of these the signature covers "
            + "that they are said of it, not which of them stand here");
    }

    private void AddAll(JsonElement credential, string name, Place place)
    {
        if (!credential.TryGetProperty(name, out var value))
        {
            return;
        }

        foreach (var item in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value })
        {
            Add(item, place, $"the {name}");
        }
    }

    private void Add(JsonElement item, Place place, string name)
    {
        if (item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty("id"u8, out var id)
            && id.ValueKind == JsonValueKind.String)
        {
            _owned[id.GetString()!] = (place, name);
        }
    }
}

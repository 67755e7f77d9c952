using System.Globalization;
using System.Text.Json;

namespace Gateway.Issuing;

/// <summary>
/// The status entries of a draft. One that names a purpose and neither list nor index gets both; a draft without any gets one for its
/// revocation; all others stay as they are.
/// </summary>
internal sealed class DraftStatus
{
    public const string Name = "credentialStatus";

    /// <summary>The one version whose published schema wants the index as an integer; the specification writes it as a string.</summary>
    public const string WantsNumber = "https://vocabulary.uncefact.org/untp/0.7.0/";

    private readonly IReadOnlyList<JsonElement> _entries;
    private readonly bool _isGiven;
    private readonly bool _isList;
    private readonly bool _writesNumber;

    /// <param name="credential">The draft.</param>
    /// <param name="adds">Whether one without entries gets one.</param>
    /// <param name="isAdded">Whether the entry that is there is an <see cref="AddedEntry"/>.</param>
    public DraftStatus(JsonElement credential, bool adds, bool isAdded)
    {
        _writesNumber = IsNumberWanted(credential);
        _isGiven = credential.TryGetProperty(Name, out var status) && !isAdded;
        _isList = _isGiven && status.ValueKind == JsonValueKind.Array;
        _entries = _isList ? [.. status.EnumerateArray()] : _isGiven ? [status] : [];
        Purposes = _isGiven ? [.. _entries.Where(IsToFill).Select(PurposeOf)] : adds ? [StatusPurpose.Revocation] : [];
    }

    /// <summary>One for each entry that is to be handed out, in order; null for one whose purpose is not known.</summary>
    public IReadOnlyList<StatusPurpose?> Purposes { get; }

    /// <summary>The lists that entries name which the caller has filled himself.</summary>
    public IEnumerable<string> ListsNamed =>
        _entries.Where(entry => !IsToFill(entry)).Select(entry => Text(entry, "statusListCredential")).OfType<string>();

    /// <summary>Whether the credential has any in the end.</summary>
    public bool IsWritten => _isGiven || Purposes.Count > 0;

    /// <summary>Whether a draft with these contexts gets the index as a number; else it is a string of digits.</summary>
    public static bool IsNumberWanted(JsonElement credential) =>
        credential.TryGetProperty("@context", out var contexts)
        && contexts.ValueKind == JsonValueKind.Array
        && contexts.EnumerateArray().Any(
            item => item.ValueKind == JsonValueKind.String && item.GetString()!.StartsWith(WantsNumber, StringComparison.Ordinal));

    /// <summary>Writes the member's value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="slots">The entries, one for each of <see cref="Purposes"/>.</param>
    /// <param name="urlOf">The URL of a list.</param>
    public void Write(Utf8JsonWriter json, IReadOnlyList<StatusSlot> slots, Func<string, string> urlOf)
    {
        if (!_isGiven)
        {
            WriteEntry(json, null, slots[0].Entry, urlOf(slots[0].ListId), _writesNumber);
            return;
        }

        if (_isList)
        {
            json.WriteStartArray();
        }

        var taken = 0;
        foreach (var entry in _entries)
        {
            if (IsToFill(entry))
            {
                var slot = slots[taken++];
                WriteEntry(json, entry, slot.Entry, urlOf(slot.ListId), _writesNumber);
            }
            else
            {
                entry.WriteTo(json);
            }
        }

        if (_isList)
        {
            json.WriteEndArray();
        }
    }

    /// <summary>Writes an entry.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="given">What the draft says of it; null where it is added, for revocation.</param>
    /// <param name="index">Its place in the list.</param>
    /// <param name="list">The list's URL.</param>
    /// <param name="asNumber">Whether the index is written as a number.</param>
    public static void WriteEntry(Utf8JsonWriter json, JsonElement? given, int index, string list, bool asNumber)
    {
        json.WriteStartObject();
        if (given is { } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                member.WriteTo(json);
            }
        }
        else
        {
            json.WriteString("type", StatusEntryDocument.TypeName);
            json.WriteString("statusPurpose", StatusPurposeNames.Of(StatusPurpose.Revocation));
        }

        if (asNumber)
        {
            json.WriteNumber("statusListIndex", index);
        }
        else
        {
            json.WriteString("statusListIndex", index.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteString("statusListCredential", list);
        json.WriteEndObject();
    }

    private static bool IsToFill(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object
        && Text(entry, "type") == StatusEntryDocument.TypeName
        && !entry.TryGetProperty("statusListIndex", out _)
        && !entry.TryGetProperty("statusListCredential", out _);

    private static StatusPurpose? PurposeOf(JsonElement entry) => StatusPurposeNames.Read(Text(entry, "statusPurpose"));

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>
/// A draft with what it lacked filled in: <c>id</c>, <c>validFrom</c>, <c>issuer.name</c>, and its status entries. Every other member stays
/// as it was written, to the letter; and of a draft that lacks nothing, or a status entry alone, all of it.
/// </summary>
internal sealed class Draft
{
    /// <summary>For what is filled in, as a rule; a buffer grows when it has to.</summary>
    private const int Room = 1024;

    /// <summary>While the checks look at it, an entry stands where the true one will.</summary>
    private static readonly StatusSlot s_anywhere = new("AAAAAAAAAAAAAAAAAAAAAA", 0);

    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReadOnlyMemory<byte> _written;

    /// <summary>Everything but the status, without the brace at the end; behind it, the status as it was composed last.</summary>
    private readonly ArrayBufferWriter<byte>? _text;
    private readonly int _head;

    /// <summary>Where the entry stands in what was read, when nothing else is to be filled in.</summary>
    private readonly Range? _entry;

    private Draft(JsonElement credential, ReadOnlyMemory<byte> body, DraftDefaults defaults, bool hasAddedEntry)
    {
        (Given, _written) = (credential, BodySlice.Of(credential, body));
        Issuer = defaults.Issuer ?? ReadIssuer(credential);
        Id = credential.TryGetProperty("id", out var id) ? (id.ValueKind == JsonValueKind.String ? id.GetString() : null) : defaults.Id;
        Status = new DraftStatus(credential, defaults.AddsStatus, hasAddedEntry);
        HasProof = credential.TryGetProperty("proof", out _);
        var getsEntry = Status.Purposes.Count > 0;
        var getsMore = defaults.Issuer is not null
            || defaults.IssuerName is not null
            || !credential.TryGetProperty("id", out _)
            || !credential.TryGetProperty("validFrom", out _);
        IsFilledIn = getsEntry || getsMore;
        if (hasAddedEntry && getsEntry && !getsMore)
        {
            _entry = RangeOf(credential.GetProperty(DraftStatus.Name));
        }
        else if (IsFilledIn || hasAddedEntry)
        {
            _text = WriteHead(credential, defaults);
            _head = _text.WrittenCount - 1;
        }
    }

    /// <summary>The draft as it was read.</summary>
    public JsonElement Given { get; }

    /// <summary>Whether it was secured before.</summary>
    public bool HasProof { get; }

    /// <summary>Whether anything is added that it did not say itself.</summary>
    public bool IsFilledIn { get; }

    /// <summary>Whether the claims for checks are what was read; else they are composed anew.</summary>
    public bool IsReadWhole => _text is null;

    /// <summary>The issuer's DID, as the caller named it; null when it named none.</summary>
    public string? Issuer { get; }

    /// <summary>The credential's id; null when what stands there is no string.</summary>
    public string? Id { get; }

    /// <summary>Its status entries.</summary>
    public DraftStatus Status { get; }

    /// <param name="credential">The draft, a JSON object.</param>
    /// <param name="body">What it was read from.</param>
    /// <param name="defaults">What it gets where it says nothing itself.</param>
    /// <param name="hasAddedEntry">Whether an <see cref="AddedEntry"/> is among its members.</param>
    public static Draft Make(
        JsonElement credential, ReadOnlyMemory<byte> body, DraftDefaults defaults, bool hasAddedEntry = false) =>
        new(credential, body, defaults, hasAddedEntry);

    /// <summary>The claims with some entries of some list, as good as the true ones for checks; good until they are composed again.</summary>
    public ReadOnlyMemory<byte> ComposeForChecks(Func<string, string> urlOf) =>
        IsReadWhole ? _written : Compose([.. Status.Purposes.Select(_ => s_anywhere)], urlOf);

    /// <summary>The claims to be signed; good until they are composed again.</summary>
    /// <param name="slots">The entries, one for each that the status wants.</param>
    /// <param name="urlOf">The URL of a list.</param>
    public ReadOnlyMemory<byte> Compose(IReadOnlyList<StatusSlot> slots, Func<string, string> urlOf)
    {
        if (_text is null)
        {
            return _entry is { } entry ? ComposeAround(entry, slots, urlOf) : _written;
        }

        // back to the head, which is left as it is
        _text.ResetWrittenCount();
        _text.Advance(_head);
        if (Status.IsWritten)
        {
            _text.Write(",\"credentialStatus\":"u8);
            using var json = new Utf8JsonWriter(_text, s_plain);
            Status.Write(json, slots, urlOf);
        }

        _text.Write("}"u8);
        return _text.WrittenMemory;
    }

    /// <summary>What was read, with the true entry in place of the one that was added.</summary>
    private byte[] ComposeAround(Range entry, IReadOnlyList<StatusSlot> slots, Func<string, string> urlOf)
    {
        var value = new ArrayBufferWriter<byte>(Room);
        using (var json = new Utf8JsonWriter(value, s_plain))
        {
            Status.Write(json, slots, urlOf);
        }

        return Spliced.Of(_written.Span[..entry.Start], value.WrittenSpan, _written.Span[entry.End..]);
    }

    private Range RangeOf(JsonElement member)
    {
        var value = JsonMarshal.GetRawUtf8Value(member);
        _written.Span.Overlaps(value, out var start);
        return start..(start + value.Length);
    }

    /// <summary>Everything but the status.</summary>
    private static ArrayBufferWriter<byte> WriteHead(JsonElement credential, DraftDefaults defaults)
    {
        var buffer = new ArrayBufferWriter<byte>(JsonMarshal.GetRawUtf8Value(credential).Length + Room);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        json.WriteStartObject();
        foreach (var member in credential.EnumerateObject())
        {
            if (member.NameEquals("issuer"))
            {
                json.WritePropertyName("issuer");
                WriteIssuer(json, member.Value, defaults);
            }
            else if (!member.NameEquals(DraftStatus.Name))
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
            }
        }

        if (!credential.TryGetProperty("id", out _))
        {
            json.WriteString("id", defaults.Id);
        }

        if (defaults.Issuer is not null && !credential.TryGetProperty("issuer", out _))
        {
            json.WriteString("issuer", defaults.Issuer);
        }

        if (!credential.TryGetProperty("validFrom", out _))
        {
            json.WriteString("validFrom", StatusListText.Text(defaults.ValidFrom));
        }

        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    private static void WriteIssuer(Utf8JsonWriter json, JsonElement issuer, DraftDefaults defaults)
    {
        if (issuer.ValueKind != JsonValueKind.Object)
        {
            (defaults.Issuer is { } did ? JsonSerializer.SerializeToElement(did, IssuingJson.Default.String) : issuer).WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in issuer.EnumerateObject().Where(m => defaults.Issuer is null || !m.NameEquals("id")))
        {
            member.WriteTo(json);
        }

        if (defaults.Issuer is not null)
        {
            json.WriteString("id", defaults.Issuer);
        }

        if (defaults.IssuerName is not null && !issuer.TryGetProperty("name", out _))
        {
            json.WriteString("name", defaults.IssuerName);
        }

        json.WriteEndObject();
    }

    /// <summary>The issuer that a draft names, by itself or as an object's id.</summary>
    public static string? ReadIssuer(JsonElement credential) => ReadSigner(credential, "issuer");

    /// <summary>The same of any member that names who signs.</summary>
    public static string? ReadSigner(JsonElement document, string member) =>
        !document.TryGetProperty(member, out var issuer) ? null
        : issuer.ValueKind == JsonValueKind.Object ? Text(issuer, "id")
        : issuer.ValueKind == JsonValueKind.String ? issuer.GetString()
        : null;

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>What a draft gets that does not say it itself.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ValidFrom">From when on it holds.</param>
/// <param name="Issuer">The issuer in place of the one that it names; null, but under the profile <c>w3c</c>, for that one.</param>
/// <param name="IssuerName">The issuer's name, where the issuer is an object; null for none.</param>
/// <param name="AddsStatus">Whether it gets a revocation entry.</param>
internal sealed record DraftDefaults(string Id, DateTimeOffset ValidFrom, string? Issuer, string? IssuerName, bool AddsStatus);

using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Gateway.Issuing;

/// <summary>
/// The status entry of a draft that names none, put before the draft's <c>credentialSubject</c> in the text of a request that is still to
/// be read: so that the checks meet it where it will stand, and a draft is read once. It stands in for the true one, which is handed out
/// when all checks are passed.
/// </summary>
internal static class AddedEntry
{
    private static readonly byte[] s_wantsNumber = Encoding.ASCII.GetBytes(DraftStatus.WantsNumber);
    private static readonly byte[] s_withNumber = Member(asNumber: true);
    private static readonly byte[] s_withText = Member(asNumber: false);

    private static ReadOnlySpan<byte> Name => "\"credentialStatus\":"u8;

    /// <summary>
    /// The request with the entry in it; null when it speaks of a status already. A text does not tell what is a member of what, so that
    /// this is a guess until what was read has been asked (<see cref="IsMember"/>).
    /// </summary>
    /// <param name="request">A request as it came.</param>
    /// <param name="place">Where the entry begins.</param>
    public static byte[]? AddTo(ReadOnlySpan<byte> request, out int place)
    {
        place = request.IndexOf("\"credentialSubject\""u8);
        return place < 0 || request.IndexOf("credentialStatus"u8) >= 0
            ? null
            : Spliced.Of(request[..place], request.IndexOf(s_wantsNumber) >= 0 ? s_withNumber : s_withText, request[place..]);
    }

    /// <summary>Whether the entry is a member of the draft itself, and its index of the form that the draft's contexts want.</summary>
    /// <param name="draft">The draft as read from the text.</param>
    /// <param name="text">What <see cref="AddTo"/> made.</param>
    /// <param name="place">Where the entry begins.</param>
    public static bool IsMember(JsonElement draft, ReadOnlySpan<byte> text, int place)
    {
        var wanted = DraftStatus.IsNumberWanted(draft) ? s_withNumber : s_withText;
        return draft.TryGetProperty(DraftStatus.Name, out var entry)
            && text.Overlaps(JsonMarshal.GetRawUtf8Value(entry), out var found)
            && found == place + Name.Length
            && text[place..].StartsWith(wanted);
    }

    private static byte[] Member(bool asNumber)
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        DraftStatus.WriteEntry(json, null, 0, "urn:x", asNumber);
        json.Flush();
        return Spliced.Of(Name, text.WrittenSpan, ","u8);
    }
}

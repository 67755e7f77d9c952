using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Statuses;

/// <summary>
/// One BitstringStatusListEntry of a credential (Bitstring Status List 1.0 clause 2.1), its members checked; ListUri is null when the
/// list is nowhere that may be asked.
/// </summary>
internal sealed record StatusEntry(string Purpose, long Index, int Size, string ListUrl, Uri? ListUri, JsonElement Messages)
{
    public const string TypeName = "BitstringStatusListEntry";

    private const int MaxUrlLength = 2048;

    /// <summary>Purposes and messages are repeated in reports.</summary>
    private const int MaxTextLength = 256;

    /// <summary>Sizes beyond this would make the list of messages longer than a credential.</summary>
    private const int MaxSize = 8;

    public static bool TryRead(
        JsonElement item,
        string pointer,
        StatusOptions options,
        [NotNullWhen(true)] out StatusEntry? entry,
        [NotNullWhen(false)] out Problem? problem)
    {
        entry = null;
        if (Text(item, "statusPurpose") is not { Length: > 0 and <= MaxTextLength } purpose)
        {
            problem = Malformed($"a statusPurpose is a string, here of at most {MaxTextLength} characters", $"{pointer}/statusPurpose");
            return false;
        }

        if (Text(item, "statusListCredential") is not { } url)
        {
            problem = BadUrl(pointer);
            return false;
        }

        if (!TryReadSize(item, purpose, out var size, out var messages))
        {
            problem = Malformed(
                $"a statusSize is a positive integer; here 1, or for the purpose message 1 to {MaxSize} with a statusMessage a value",
                $"{pointer}/statusSize");
            return false;
        }

        if (!TryReadIndex(item, out var index))
        {
            problem = Malformed("a statusListIndex is an integer from 0, in digits alone", $"{pointer}/statusListIndex");
            return false;
        }

        problem = null;
        entry = new StatusEntry(purpose, index, size, url, LocateList(url, options.AllowLoopback), messages);
        return true;
    }

    /// <summary>What is wrong with an entry whose list is nowhere that may be asked.</summary>
    public static Problem BadUrl(string pointer) => Malformed(
        "a statusListCredential is an https URL in ASCII without user and password", $"{pointer}/statusListCredential");

    /// <summary>The statusMessage of a value (clause 2.1), or what the specification calls it when there is none.</summary>
    public string MessageOf(int value)
    {
        if (Messages.ValueKind == JsonValueKind.Array)
        {
            foreach (var message in Messages.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.Object))
            {
                if (Text(message, "status") is ['0', 'x', .. var digits]
                    && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var status)
                    && status == value)
                {
                    return Text(message, "message") is { Length: <= MaxTextLength } text ? text : "";
                }
            }
        }

        return value == 0 ? "unset" : "set";
    }

    /// <summary>
    /// The specification writes a string of digits, UNTP 0.7.0 a number: both are read, and in both nothing but digits. One that no long
    /// can hold is beyond the end of every list.
    /// </summary>
    private static bool TryReadIndex(JsonElement item, out long index)
    {
        index = long.MaxValue;
        var digits = !item.TryGetProperty("statusListIndex", out var value) ? ""
            : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
            : value.ValueKind == JsonValueKind.String ? value.GetString()!
            : "";
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit) || (digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        index = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : long.MaxValue;
        return true;
    }

    private static bool TryReadSize(JsonElement item, string purpose, out int size, out JsonElement messages)
    {
        size = 1;
        item.TryGetProperty("statusMessage", out messages);
        if (item.TryGetProperty("statusSize", out var value) && !(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out size)))
        {
            return false;
        }

        return size == 1
            || (size is > 1 and <= MaxSize
                && purpose == StatusPurposes.Message
                && messages.ValueKind == JsonValueKind.Array
                && messages.GetArrayLength() == 1 << size);
    }

    private static Uri? LocateList(string url, bool allowLoopback)
    {
        var isPlain = url.Length <= MaxUrlLength && url.All(c => c is > ' ' and <= '~');
        var isUrl = Uri.TryCreate(url, UriKind.Absolute, out var uri) && isPlain && uri.UserInfo.Length == 0;
        var isHttps = isUrl && uri!.Scheme == Uri.UriSchemeHttps;
        return isHttps || (isUrl && allowLoopback && uri!.IsLoopback && uri.Scheme == Uri.UriSchemeHttp) ? uri : null;
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Problem Malformed(string detail, string pointer) => new(ProblemTypes.MalformedValue, "Malformed value", detail, pointer);
}

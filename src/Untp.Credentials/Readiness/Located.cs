using System.Globalization;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Readiness;

/// <summary>A value of a document, where it stands, and what it stands in.</summary>
internal sealed record Located(JsonElement Value, string Pointer, Located? Within)
{
    public static Located Root(JsonElement document) => new(document, "", null);

    /// <summary>What a pattern leads to: a JSON Pointer (RFC 6901) in which <c>*</c> is every item, <c>..</c> the thing around.</summary>
    public IEnumerable<Located> Find(string pattern)
    {
        IEnumerable<Located> found = [this];
        foreach (var step in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.SelectMany(place => place.Step(step));
        }

        return found;
    }

    /// <summary>The texts that a pattern leads to.</summary>
    public IEnumerable<string> Texts(string pattern) =>
        Find(pattern).Where(found => found.Value.ValueKind == JsonValueKind.String).Select(found => JsonText.String(found.Value));

    private IEnumerable<Located> Step(string step) => step switch
    {
        ".." => Within is null ? [] : [Within],
        "*" when Value.ValueKind == JsonValueKind.Array => Value.EnumerateArray().Select((item, index) =>
            new Located(item, string.Create(CultureInfo.InvariantCulture, $"{Pointer}/{index}"), this)),
        _ when Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(JsonPointer.Unescape(step), out var member) =>
            [new Located(member, $"{Pointer}/{step}", this)],
        _ => [],
    };
}

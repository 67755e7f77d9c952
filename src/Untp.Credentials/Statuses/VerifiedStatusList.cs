using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Untp.Credentials.Statuses;

/// <summary>What is kept of a BitstringStatusListCredential (Bitstring Status List 1.0 clause 2.2) that was verified.</summary>
/// <param name="Id">Its id; null when it has none.</param>
/// <param name="Issuer">Its issuer.</param>
/// <param name="Purposes">What its bits mean.</param>
/// <param name="Bits">Its entries.</param>
/// <param name="TimeToLive">After how long it asks to be fetched again; null when it does not say.</param>
internal sealed record VerifiedStatusList(
    string? Id, string? Issuer, IReadOnlyList<string> Purposes, BitstringStatusList Bits, TimeSpan? TimeToLive)
{
    /// <summary>Reads a list credential whose proof holds already.</summary>
    public static bool TryRead(
        Credential credential, int maxBytes, [NotNullWhen(true)] out VerifiedStatusList? list, [NotNullWhen(false)] out Problem? problem)
    {
        list = null;
        if (!credential.Types.Contains("BitstringStatusListCredential"))
        {
            problem = Malformed("its type is not BitstringStatusListCredential");
            return false;
        }

        if (!credential.Claims.TryGetProperty("credentialSubject", out var subject)
            || subject.ValueKind != JsonValueKind.Object
            || !Strings(subject, "type").Contains("BitstringStatusList"))
        {
            problem = Malformed("its credentialSubject is not one object of type BitstringStatusList");
            return false;
        }

        var purposes = Strings(subject, "statusPurpose");
        if (purposes.Count == 0 || !subject.TryGetProperty("encodedList", out var encoded) || encoded.ValueKind != JsonValueKind.String)
        {
            problem = Malformed("its credentialSubject has no statusPurpose or no encodedList");
            return false;
        }

        if (!BitstringStatusList.TryDecode(encoded.GetString()!, maxBytes, out var bits, out problem))
        {
            return false;
        }

        list = new VerifiedStatusList(credential.Id, credential.Issuer, purposes, bits, ReadTimeToLive(subject));
        return true;
    }

    /// <summary>About how many bytes of memory it holds: its bits, and texts that are as long and as many as its issuer likes.</summary>
    public long Weigh() => (Bits.Length / 8) + WeightOf(Id) + WeightOf(Issuer) + Purposes.Sum(WeightOf);

    /// <summary>Two bytes a character, and the object with the reference to it.</summary>
    private static long WeightOf(string? text) => 40 + (2L * (text?.Length ?? 0));

    /// <summary>Milliseconds; what is no number, or less than none, says nothing.</summary>
    private static TimeSpan? ReadTimeToLive(JsonElement subject) =>
        subject.TryGetProperty("ttl", out var ttl) && ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt64(out var milliseconds)
            && milliseconds is >= 0 and <= int.MaxValue
                ? TimeSpan.FromMilliseconds(milliseconds)
                : null;

    private static List<string> Strings(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            return [];
        }

        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        return items.FindAll(item => item.ValueKind == JsonValueKind.String).ConvertAll(item => item.GetString()!);
    }

    private static Problem Malformed(string detail) => new(ProblemTypes.MalformedValue, "Malformed value", $"the status list: {detail}");
}

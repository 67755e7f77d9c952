using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Gateway.Issuing;

/// <summary>Writes the claims of a BitstringStatusListCredential (Bitstring Status List 1.0 clause 2.2).</summary>
internal static class StatusListText
{
    /// <param name="state">The list.</param>
    /// <param name="url">Where it is published.</param>
    /// <param name="encodedList">Its entries.</param>
    /// <param name="now">From when on it holds.</param>
    /// <param name="options">For how long others may keep it, and for how long it holds at most.</param>
    public static byte[] Write(StatusListState state, string url, string encodedList, DateTimeOffset now, IssuingOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + encodedList.Length);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        WriteTexts(json, "@context", ContextUrls.CredentialsV2);
        json.WriteString("id", url);
        WriteTexts(json, "type", "VerifiableCredential", "BitstringStatusListCredential");
        json.WriteString("issuer", state.Issuer);
        json.WriteString("validFrom", Text(now));
        json.WriteString("validUntil", Text(now + options.StatusListValidity));
        json.WriteStartObject("credentialSubject");
        json.WriteString("id", url + "#list");
        json.WriteString("type", "BitstringStatusList");
        json.WriteString("statusPurpose", StatusPurposeNames.Of(state.Purpose));
        json.WriteString("encodedList", encodedList);
        json.WriteNumber("ttl", (long)options.StatusListTtl.TotalMilliseconds);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>As the specification writes times: to the second, in UTC.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static void WriteTexts(Utf8JsonWriter json, string name, params ReadOnlySpan<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}

/// <summary>The purposes as the specification spells them.</summary>
internal static class StatusPurposeNames
{
    private static readonly string[] s_names = ["revocation", "suspension", "refresh", "message"];

    public static IReadOnlyList<string> All => s_names;

    public static string Of(StatusPurpose purpose) => s_names[(int)purpose];

    public static StatusPurpose? Read(string? name) => Array.IndexOf(s_names, name) is >= 0 and var at ? (StatusPurpose)at : null;
}

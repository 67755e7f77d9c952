using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Untp.Credentials;

/// <summary>A compact JWS (RFC 7515 clause 7.1) taken apart, nothing believed yet.</summary>
public sealed class JwsEnvelope : IDisposable
{
    private readonly JsonDocument _header;

    private JwsEnvelope(ReadOnlyMemory<byte> signingInput, JsonDocument header, ReadOnlyMemory<byte> payload, byte[] signature)
    {
        SigningInput = signingInput;
        _header = header;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>What the signature covers: the first two parts and the dot between them, ASCII.</summary>
    public ReadOnlyMemory<byte> SigningInput { get; }

    /// <summary>The protected header, a JSON object.</summary>
    public JsonElement Header => _header.RootElement;

    /// <summary>The decoded payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The decoded signature, of any length.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Takes a token apart: exactly three parts, each strict base64url, the header a JSON object.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> token,
        ParsingLimits limits,
        [NotNullWhen(true)] out JwsEnvelope? envelope,
        [NotNullWhen(false)] out Problem? problem)
    {
        envelope = null;
        var text = token.Span;
        int first = text.IndexOf((byte)'.'), last = text.LastIndexOf((byte)'.');
        if (text.Length > limits.MaxBytes)
        {
            problem = StrictJson.Unreadable($"the token has {text.Length} bytes; at most {limits.MaxBytes} are read");
            return false;
        }

        if (first < 0 || first == last || text[(first + 1)..last].Contains((byte)'.'))
        {
            problem = StrictJson.Unreadable("a compact JWS has exactly three parts with a dot between them");
            return false;
        }

        if (StrictBase64Url.Decode(text[..first]) is not { } header
            || StrictBase64Url.Decode(text[(first + 1)..last]) is not { } payload
            || StrictBase64Url.Decode(text[(last + 1)..]) is not { } signature)
        {
            problem = StrictJson.Unreadable("each part of a compact JWS is base64url without padding, white space or trailing bits");
            return false;
        }

        if (!StrictJson.TryParse(header, limits, out var document, out problem))
        {
            problem = problem with { Detail = $"in the token's header: {problem.Detail}" };
            return false;
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            document.Dispose();
            problem = StrictJson.Unreadable("the token's header is not a JSON object");
            return false;
        }

        envelope = new JwsEnvelope(token[..last], document, payload, signature);
        return true;
    }

    /// <summary>A header member that is a string; null when absent or of another type.</summary>
    public string? HeaderString(string name) =>
        Header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <inheritdoc/>
    public void Dispose() => _header.Dispose();
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials;

/// <summary>
/// A credential as it was received: the very bytes, and the claims read from them once. Parsing says only that it can be read;
/// <see cref="CredentialVerifier"/> says whether it holds. Read-only and safe to share; dispose of it when done.
/// </summary>
public sealed class Credential : IDisposable
{
    private readonly JsonDocument? _document;

    private Credential(
        ReadOnlyMemory<byte> bytes, string mediaType, JsonElement claims, JwsEnvelope? envelope, JsonDocument? document, SecuredRole role)
    {
        Role = role;
        Bytes = bytes;
        MediaType = mediaType;
        Claims = claims;
        Envelope = envelope;
        _document = document;
        Id = StringMember(claims, "id");
        Issuer = ReadIssuer(claims, role.Signer) ?? role.FindSigner(claims, envelope);
        Types = ReadStrings(claims, "type");
        Contexts = ReadStrings(claims, "@context");
    }

    /// <summary>Exactly what was received: what is stored, hashed, served and forwarded.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The media type of <see cref="Bytes"/>, one of <see cref="MediaTypes"/>, without parameters.</summary>
    public string MediaType { get; }

    /// <summary>The credential document (a JSON object): the token's payload, or the document with its embedded proof.</summary>
    public JsonElement Claims { get; }

    /// <summary>The token around the claims; null when the claims carry an embedded proof or none.</summary>
    public JwsEnvelope? Envelope { get; }

    /// <summary>The credential's <c>id</c>; null when absent or no string.</summary>
    public string? Id { get; }

    /// <summary>The issuer's identifier, from the string or the object form; null when absent.</summary>
    public string? Issuer { get; }

    /// <summary>The strings of <c>type</c>.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The strings of <c>@context</c>; inline contexts are left out.</summary>
    public IReadOnlyList<string> Contexts { get; }

    /// <summary>Whether it is a credential, or a presentation on its way through the same checks; its holder is then the issuer.</summary>
    internal SecuredRole Role { get; }

    /// <summary>SHA-256 of <see cref="Bytes"/>, 32 bytes.</summary>
    public byte[] ComputeDigest() => SHA256.HashData(Bytes.Span);

    /// <summary>The same with other claims, for checks that look at a part.</summary>
    internal Credential With(JsonElement claims) => new(Bytes, MediaType, claims, Envelope, null, Role);

    /// <summary>Reads a credential from the body of a request.</summary>
    /// <param name="bytes">The body; must not change while the credential is in use.</param>
    /// <param name="mediaType">One of <see cref="MediaTypes"/>, without parameters.</param>
    /// <param name="limits">Size and depth.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="problem">Why it cannot be read, with type <see cref="ProblemTypes.Parsing"/>.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        string mediaType,
        ParsingLimits limits,
        [NotNullWhen(true)] out Credential? credential,
        [NotNullWhen(false)] out Problem? problem)
    {
        if (mediaType == MediaTypes.VcJwt)
        {
            return TryReadToken(bytes, bytes, mediaType, limits, null, SecuredRole.Credential, out credential, out problem);
        }

        credential = null;
        if (!StrictJson.TryParse(bytes, limits, out var document, out problem))
        {
            return false;
        }

        var read = TryRead(document.RootElement, bytes, mediaType, limits, document, SecuredRole.Credential, out credential, out problem);
        if (!read)
        {
            document.Dispose();
        }

        return read;
    }

    /// <summary>
    /// Reads a credential that is a part of a document already read by <see cref="StrictJson"/>: an EnvelopedVerifiableCredential, an
    /// object with an embedded proof, or a compact token as a string. The document must outlive the credential.
    /// </summary>
    public static bool TryParse(
        JsonElement element,
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        [NotNullWhen(true)] out Credential? credential,
        [NotNullWhen(false)] out Problem? problem) =>
        TryParse(element, body, limits, SecuredRole.Credential, out credential, out problem);

    /// <inheritdoc cref="TryParse(JsonElement, ReadOnlyMemory{byte}, ParsingLimits, out Credential?, out Problem?)"/>
    internal static bool TryParse(
        JsonElement element,
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        SecuredRole role,
        [NotNullWhen(true)] out Credential? credential,
        [NotNullWhen(false)] out Problem? problem)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            var token = BodySlice.OfText(element, body);
            return TryReadToken(token, token, MediaTypes.VcJwt, limits, null, role, out credential, out problem);
        }

        var bytes = BodySlice.Of(element, body);
        return TryRead(element, bytes, MediaTypes.Vc, limits, null, role, out credential, out problem);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _document?.Dispose();
        Envelope?.Dispose();
    }

    private static bool TryRead(
        JsonElement root,
        ReadOnlyMemory<byte> bytes,
        string mediaType,
        ParsingLimits limits,
        JsonDocument? document,
        SecuredRole role,
        [NotNullWhen(true)] out Credential? credential,
        [NotNullWhen(false)] out Problem? problem)
    {
        credential = null;
        problem = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            problem = StrictJson.Unreadable($"a {role.Name} is a JSON object", "");
            return false;
        }

        if (!ReadStrings(root, "type").Contains(role.Enveloped))
        {
            credential = new Credential(bytes, mediaType, root, null, document, role);
            return true;
        }

        return EnvelopedDocument.TryOpen(root, bytes, role, out var token, out problem)
            && TryReadToken(token, bytes, mediaType, limits, document, role, out credential, out problem);
    }

    private static bool TryReadToken(
        ReadOnlyMemory<byte> token,
        ReadOnlyMemory<byte> bytes,
        string mediaType,
        ParsingLimits limits,
        JsonDocument? outer,
        SecuredRole role,
        [NotNullWhen(true)] out Credential? credential,
        [NotNullWhen(false)] out Problem? problem)
    {
        credential = null;
        if (!JwsEnvelope.TryParse(token, limits, out var envelope, out problem))
        {
            return false;
        }

        if (!StrictJson.TryParse(envelope.Payload, limits, out var document, out problem))
        {
            envelope.Dispose();
            problem = problem with { Detail = $"in the token's payload: {problem.Detail}" };
            return false;
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            envelope.Dispose();
            document.Dispose();
            problem = StrictJson.Unreadable("the token's payload is not a JSON object", "");
            return false;
        }

        outer?.Dispose();
        credential = new Credential(bytes, mediaType, document.RootElement, envelope, document, role);
        return true;
    }

    private static string? ReadIssuer(JsonElement claims, string member) =>
        claims.TryGetProperty(member, out var issuer)
            ? issuer.ValueKind switch
            {
                JsonValueKind.String => issuer.GetString(),
                JsonValueKind.Object => StringMember(issuer, "id"),
                _ => null,
            }
            : null;

    private static string? StringMember(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> ReadStrings(JsonElement owner, string name)
    {
        var strings = new List<string>();
        if (!owner.TryGetProperty(name, out var value))
        {
            return strings;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            strings.Add(value.GetString()!);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.String)
                {
                    strings.Add(item.GetString()!);
                }
            }
        }

        return strings;
    }
}

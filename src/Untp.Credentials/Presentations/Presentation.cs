using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Presentations;

/// <summary>
/// A presentation as it was received (VCDM 2.0 clause 4.13): credentials, and who presents them. Parsing says only that it can be read;
/// <see cref="PresentationVerifier"/> says whether it holds. Read-only and safe to share; dispose of it when done.
/// </summary>
public sealed class Presentation : IDisposable
{
    private const string CredentialsMember = "verifiableCredential";

    private Presentation(Credential secured, IReadOnlyList<PresentedCredential> credentials) =>
        (Secured, Credentials) = (secured, credentials);

    /// <summary>The presentation's <c>id</c>; null when absent or no string.</summary>
    public string? Id => Secured.Id;

    /// <summary>The document: the token's payload, or the object with its embedded proof.</summary>
    public JsonElement Claims => Secured.Claims;

    /// <summary>Its credentials, in their order.</summary>
    public IReadOnlyList<PresentedCredential> Credentials { get; }

    /// <summary>The same on its way through checks of what is secured.</summary>
    internal Credential Secured { get; }

    /// <summary>
    /// Reads a presentation that is a part of a document already read by <see cref="StrictJson"/>: an EnvelopedVerifiablePresentation, an
    /// object with or without an embedded proof, or a compact token as a string. The document must outlive it.
    /// </summary>
    /// <param name="element">The presentation.</param>
    /// <param name="body">The bytes from which the element was read; must not change meanwhile.</param>
    /// <param name="limits">Size and depth of a token's payload, and of each credential.</param>
    /// <param name="presentation">The presentation.</param>
    /// <param name="problem">Why it cannot be read.</param>
    public static bool TryParse(
        JsonElement element,
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        [NotNullWhen(true)] out Presentation? presentation,
        [NotNullWhen(false)] out Problem? problem)
    {
        presentation = null;
        if (!Credential.TryParse(element, body, limits, SecuredRole.Presentation, out var secured, out problem))
        {
            return false;
        }

        presentation = new Presentation(secured, ReadCredentials(secured, limits));
        return true;
    }

    /// <summary>
    /// The presentation's own members: its credentials have contexts of their own (VCDM 2.0 clause 4.13), proofs of their own, and are read
    /// and verified by themselves.
    /// </summary>
    internal static JsonElement OwnMembers(JsonElement claims)
    {
        var own = new JsonObjectText();
        foreach (var member in claims.EnumerateObject().Where(member => !member.NameEquals(CredentialsMember)))
        {
            own.Add(JsonMarshal.GetRawUtf8PropertyName(member), JsonMarshal.GetRawUtf8Value(member.Value));
        }

        using var document = own.ToDocument();
        return document.RootElement.Clone();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var item in Credentials)
        {
            item.Credential?.Dispose();
        }

        Secured.Dispose();
    }

    private static List<PresentedCredential> ReadCredentials(Credential secured, ParsingLimits limits)
    {
        if (!secured.Claims.TryGetProperty(CredentialsMember, out var member))
        {
            return [];
        }

        var bytes = secured.Envelope?.Payload ?? secured.Bytes;
        return member.ValueKind == JsonValueKind.Array
            ? [.. member.EnumerateArray().Select((item, i) => Read(item, $"/{CredentialsMember}/{i}", bytes, limits))]
            : [Read(member, "/" + CredentialsMember, bytes, limits)];
    }

    private static PresentedCredential Read(JsonElement item, string pointer, ReadOnlyMemory<byte> bytes, ParsingLimits limits) =>
        Credential.TryParse(item, bytes, limits, out var credential, out var problem)
            ? new PresentedCredential(pointer, credential, null)
            : new PresentedCredential(pointer, null, problem);
}

/// <summary>A credential in a presentation: exactly one of it and why it cannot be read.</summary>
/// <param name="Pointer">Where it stands (RFC 6901).</param>
/// <param name="Credential">The credential.</param>
/// <param name="Problem">Why it cannot be read.</param>
public sealed record PresentedCredential(string Pointer, Credential? Credential, Problem? Problem);

using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials;

/// <summary>
/// VCDM 2.0 clause 4.13, EnvelopedVerifiableCredential and -Presentation: a token as a data URL in <c>id</c>. The token signs itself and
/// nothing around it: an envelope that said anything more would be kept and served with words that nobody signed.
/// </summary>
internal static class EnvelopedDocument
{
    /// <summary>The token in the envelope.</summary>
    /// <param name="envelope">An object with the type.</param>
    /// <param name="body">The bytes that it was read from.</param>
    /// <param name="role">Whether a credential or a presentation is looked for.</param>
    /// <param name="token">The compact JWS.</param>
    /// <param name="problem">Why there is none, with type <see cref="ProblemTypes.Parsing"/>.</param>
    public static bool TryOpen(
        JsonElement envelope,
        ReadOnlyMemory<byte> body,
        SecuredRole role,
        out ReadOnlyMemory<byte> token,
        [NotNullWhen(false)] out Problem? problem)
    {
        token = default;
        problem = FindUnsigned(envelope, role.Enveloped);
        if (problem is not null)
        {
            return false;
        }

        var prefix = Encoding.ASCII.GetBytes($"data:application/{role.TokenType},");
        if (envelope.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            token = BodySlice.OfText(id, body);
        }

        if (!token.Span.StartsWith(prefix))
        {
            problem = StrictJson.Unreadable(
                $"the id of an {role.Enveloped} is a URL that starts with data:application/{role.TokenType},", "/id");
            return false;
        }

        token = token[prefix.Length..];
        return true;
    }

    private static Problem? FindUnsigned(JsonElement envelope, string own)
    {
        foreach (var member in envelope.EnumerateObject())
        {
            if (member.Name is not ("@context" or "id" or "type"))
            {
                var name = Excerpt.Of(member.Name);
                return StrictJson.Unreadable(
                    $"an {own} has the members @context, id and type alone: nobody signs \"{name}\"", $"/{JsonPointer.Escape(name)}");
            }
        }

        return !IsOnly(envelope, "@context", ContextUrls.CredentialsV2)
            ? StrictJson.Unreadable($"the @context of an {own} is {ContextUrls.CredentialsV2} alone: nobody signs others", "/@context")
            : !IsOnly(envelope, "type", own)
            ? StrictJson.Unreadable($"the type of an {own} is that alone: those of the credential stand in the token", "/type")
            : null;
    }

    /// <summary>Whether a member is that text, or an array of it alone.</summary>
    private static bool IsOnly(JsonElement owner, string name, string text)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            return false;
        }

        var only = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value;
        return only.ValueKind == JsonValueKind.String && only.ValueEquals(text);
    }
}

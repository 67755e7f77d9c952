using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Presentations;

namespace Gateway.Credentials;

/// <summary>What a request to verify holds.</summary>
/// <param name="Member">The member that holds it.</param>
/// <param name="LevelsAround">Levels of JSON around each credential: the request itself, and a presentation with its list.</param>
/// <param name="TryParse">Reads it.</param>
internal sealed record VerifyRequestKind<T>(string Member, int LevelsAround, VerifyRequestKind<T>.Parser TryParse)
    where T : class, IDisposable
{
    public delegate bool Parser(
        JsonElement element,
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        [NotNullWhen(true)] out T? subject,
        [NotNullWhen(false)] out Problem? problem);

    /// <summary>Reads what the member holds, or says why it cannot.</summary>
    public Answer? Read(JsonElement root, ReadOnlyMemory<byte> body, ParsingLimits limits, out T? subject)
    {
        subject = null;
        if (!root.TryGetProperty(Member, out var element))
        {
            return Problems.Unreadable($"the member {Member} is missing", "/" + Member);
        }

        // a token's payload has a presentation's levels around each credential too
        var within = limits with { MaxDepth = limits.MaxDepth + LevelsAround - 1 };
        return TryParse(element, body, within, out subject, out var problem) ? null : Problems.Unreadable(problem);
    }
}

internal static class VerifyRequestKinds
{
    public static VerifyRequestKind<Credential> Credential { get; } = new("verifiableCredential", 1, Untp.Credentials.Credential.TryParse);

    public static VerifyRequestKind<Presentation> Presentation { get; } =
        new("verifiablePresentation", 3, Untp.Credentials.Presentations.Presentation.TryParse);
}

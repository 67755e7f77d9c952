using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Presentations;

namespace Gateway.Credentials;

/// <summary>The body of <c>POST /presentations/verify</c> (VC-API): a presentation in any securing form, and what is asked of it.</summary>
internal sealed class VerifyPresentationRequest : IDisposable
{
    private const string PresentationName = "verifiablePresentation";

    /// <summary>The request, and the presentation with its list of credentials, stand around a credential.</summary>
    private const int LevelsAround = 3;

    private readonly JsonDocument _body;

    private VerifyPresentationRequest(JsonDocument body, Presentation presentation, VerificationOptions options) =>
        (_body, Presentation, Options) = (body, presentation, options);

    public Presentation Presentation { get; }

    public VerificationOptions Options { get; }

    /// <summary>Reads the body, which must not change while the request is in use.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limits">Size of the presentation, and depth of each credential in it.</param>
    /// <param name="defaults">What is asked where the request does not say.</param>
    /// <param name="request">The request.</param>
    /// <param name="refusal">Why it cannot be read.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        VerificationOptions defaults,
        [NotNullWhen(true)] out VerifyPresentationRequest? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        request = null;
        if (!JsonBody.TryParse(body, limits, LevelsAround, out var document, out refusal))
        {
            return false;
        }

        Presentation? presentation = null;
        refusal = VerifyOptions.Read(document.RootElement, PresentationName, defaults, out var options)
            ?? Read(document.RootElement, body, limits, out presentation);
        if (refusal is not null)
        {
            document.Dispose();
            return false;
        }

        request = new VerifyPresentationRequest(document, presentation!, options);
        return true;
    }

    public void Dispose()
    {
        Presentation.Dispose();
        _body.Dispose();
    }

    private static Answer? Read(JsonElement root, ReadOnlyMemory<byte> body, ParsingLimits limits, out Presentation? presentation)
    {
        presentation = null;
        if (!root.TryGetProperty(PresentationName, out var element))
        {
            return Problems.Unreadable($"the member {PresentationName} is missing", "/" + PresentationName);
        }

        // a token's payload has the presentation's levels around each credential too
        var within = limits with { MaxDepth = limits.MaxDepth + LevelsAround - 1 };
        return Presentation.TryParse(element, body, within, out presentation, out var problem) ? null : Problems.Unreadable(problem);
    }
}

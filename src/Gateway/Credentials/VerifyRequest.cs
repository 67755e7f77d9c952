using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>
/// The body of <c>POST /credentials/verify</c> or <c>POST /presentations/verify</c> (VC-API): what is to be verified, in any securing
/// form, and what is asked of it.
/// </summary>
internal sealed class VerifyRequest<T> : IDisposable
    where T : class, IDisposable
{
    private readonly JsonDocument _body;

    private VerifyRequest(JsonDocument body, T subject, VerificationOptions options) =>
        (_body, Subject, Options) = (body, subject, options);

    /// <summary>What is to be verified.</summary>
    public T Subject { get; }

    public VerificationOptions Options { get; }

    /// <summary>Reads the body, which must not change while the request is in use.</summary>
    /// <param name="kind">What the body holds.</param>
    /// <param name="body">The body.</param>
    /// <param name="limits">Size of what is to be verified, and depth of each credential in it.</param>
    /// <param name="defaults">What is asked where the request does not say.</param>
    /// <param name="request">The request.</param>
    /// <param name="refusal">Why it cannot be read.</param>
    public static bool TryRead(
        VerifyRequestKind<T> kind,
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        VerificationOptions defaults,
        [NotNullWhen(true)] out VerifyRequest<T>? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        request = null;
        if (!JsonBody.TryParse(body, limits, kind.LevelsAround, out var document, out refusal))
        {
            return false;
        }

        T? subject = null;
        refusal = VerifyOptions.Read(document.RootElement, kind.Member, defaults, out var options)
            ?? kind.Read(document.RootElement, body, limits, out subject);
        if (refusal is not null)
        {
            document.Dispose();
            return false;
        }

        request = new VerifyRequest<T>(document, subject!, options);
        return true;
    }

    public void Dispose()
    {
        Subject.Dispose();
        _body.Dispose();
    }
}

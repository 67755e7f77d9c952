using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>The body of <c>POST /credentials/verify</c> (VC-API): a credential in any securing form, and what is asked of it.</summary>
internal sealed class VerifyRequest : IDisposable
{
    private const string CredentialName = "verifiableCredential";

    private readonly JsonDocument _body;

    private VerifyRequest(JsonDocument body, Credential credential, VerificationOptions options)
    {
        _body = body;
        Credential = credential;
        Options = options;
    }

    public Credential Credential { get; }

    public VerificationOptions Options { get; }

    /// <summary>Reads the body, which must not change while the request is in use.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limits">Size and depth of the credential.</param>
    /// <param name="defaults">What is asked where the request does not say.</param>
    /// <param name="request">The request.</param>
    /// <param name="refusal">Why it cannot be read.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        VerificationOptions defaults,
        [NotNullWhen(true)] out VerifyRequest? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        request = null;
        if (!JsonBody.TryParse(body, limits, 1, out var document, out refusal))
        {
            return false;
        }

        Credential? credential = null;
        refusal = VerifyOptions.Read(document.RootElement, CredentialName, defaults, out var options)
            ?? ReadCredential(document.RootElement, body, limits, out credential);
        if (refusal is not null)
        {
            document.Dispose();
            return false;
        }

        request = new VerifyRequest(document, credential!, options);
        return true;
    }

    public void Dispose()
    {
        Credential.Dispose();
        _body.Dispose();
    }

    private static Answer? ReadCredential(JsonElement root, ReadOnlyMemory<byte> body, ParsingLimits limits, out Credential? credential)
    {
        credential = null;
        if (!root.TryGetProperty(CredentialName, out var element))
        {
            return Problems.Unreadable($"the member {CredentialName} is missing", "/" + CredentialName);
        }

        return Credential.TryParse(element, body, limits, out credential, out var problem) ? null : Problems.Unreadable(problem);
    }
}

using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Outbound;
using Answer = Gateway.Hosting.Answer;

namespace Gateway.Credentials;

/// <summary>Lets a recipient read what it is owed, by a request that its DID has signed (RFC 9421): so is a notice followed.</summary>
internal sealed class SignedReading(ICredentialStore store, RequestSignatures signatures, IOutbound outbound)
{
    /// <summary>
    /// The credential, or a refusal. Whoever is not a recipient is told that there is none, before his DID is looked up: only a recipient's
    /// own can make the gateway fetch.
    /// </summary>
    public async Task<(ServedCredential? Served, Answer? Refusal)> FindAsync(
        HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (context.Request.Headers[HttpSignature.InputField].Count == 0 || !RandomId.IsOne(id))
        {
            return (null, Problems.NotFound());
        }

        if (!signatures.TryRead(context.Request, [], out var claim, out var fault))
        {
            return (null, Problems.NotSigned(fault));
        }

        if (!await store.IsOwedToAsync(id, claim.Did, cancellationToken))
        {
            return (null, Problems.NotFound());
        }

        var fetcher = outbound.ForStranger(context.Connection.RemoteIpAddress);
        var verdict = await signatures.VerifyAsync(claim, fetcher, cancellationToken);
        return verdict.IsUndecided ? (null, Problems.Busy("the sender's DID could not be resolved"))
            : verdict.Holds && await store.FindAsync(id, cancellationToken) is { } stored ? (new ServedCredential(stored), null)
            : (null, Problems.NotFound());
    }
}

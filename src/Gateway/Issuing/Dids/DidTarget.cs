using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Issuing;

/// <summary>
/// Takes a DID out of the target of a request as it was sent. DID Resolution clause 12.1 appends it as it is, or percent-encodes it: a
/// DID that has escapes of its own, such as <c>did:web:host%3A8443</c>, would be another after one decoding too many.
/// </summary>
internal static class DidTarget
{
    private const string Prefix = "/dids/";

    /// <summary>What stands after <c>/dids/</c>; false when it is not well encoded.</summary>
    public static bool TryRead(HttpContext context, [NotNullWhen(true)] out string? did) =>
        TryRead(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out did);

    internal static bool TryRead(ReadOnlySpan<char> target, [NotNullWhen(true)] out string? did)
    {
        did = null;
        var start = target.IndexOf(Prefix, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return false;
        }

        var text = target[(start + Prefix.Length)..];
        var end = text.IndexOfAny('/', '?', '#');
        text = end < 0 ? text : text[..end];

        // a colon as it is: the DID was not encoded, but where its percent signs were
        if (text.StartsWith("did:", StringComparison.Ordinal) && !text.Contains("%25", StringComparison.Ordinal))
        {
            did = text.ToString();
            return true;
        }

        return PercentEncoding.TryDecode(text, plusIsSpace: false, out did);
    }
}

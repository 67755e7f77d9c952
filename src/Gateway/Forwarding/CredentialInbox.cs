using Untp.Credentials.Dids;

namespace Gateway.Forwarding;

/// <summary>Where a recipient takes credentials: the service of that type in its DID document.</summary>
internal static class CredentialInbox
{
    public const string ServiceType = "CredentialInbox";

    /// <summary>What to say when <see cref="Find"/> finds none.</summary>
    public const string Missing = "The recipient's DID document has no service of type CredentialInbox with an absolute http(s) URL.";

    /// <summary>The endpoint of the first such service; null when there is none or its endpoint is no absolute http(s) URL.</summary>
    public static Uri? Find(DidDocument document)
    {
        var service = document.Services.FirstOrDefault(s => s.Types.Contains(ServiceType));
        return service?.Endpoints is [var endpoint, ..]
            && Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
                ? uri
                : null;
    }
}

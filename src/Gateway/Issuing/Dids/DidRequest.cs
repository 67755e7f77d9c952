using System.Text.RegularExpressions;
using Gateway.Hosting;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Gateway.Issuing;

/// <summary>The body of <c>POST /dids</c>: one of the first three says which DID.</summary>
/// <param name="Organisation">A name: did:web on the gateway's host.</param>
/// <param name="Did">A did:web on the organisation's own domain.</param>
/// <param name="Method"><c>key</c>: a did:key.</param>
/// <param name="KeyType"><c>Ed25519</c> when absent, or <c>P-256</c>.</param>
/// <param name="AlsoKnownAs">Other identifiers of the organisation, absolute URIs.</param>
/// <param name="Services">Its services.</param>
internal sealed record DidRequest(
    string? Organisation,
    string? Did,
    string? Method,
    string? KeyType,
    IReadOnlyList<string>? AlsoKnownAs,
    IReadOnlyList<ServiceEntry>? Services);

/// <summary>The body of <c>PUT /dids/{did}</c>: what its document is to say besides the keys, in place of what it said.</summary>
internal sealed record ProfileRequest(IReadOnlyList<string>? AlsoKnownAs, IReadOnlyList<ServiceEntry>? Services);

/// <summary>Reads the parts of requests about DIDs.</summary>
internal static partial class DidParts
{
    private const int MaxItems = 20;
    private const int MaxUriLength = 2048;

    /// <summary>The kind of key of that name; null when there is none.</summary>
    public static KeyType? KeyTypeOf(string? name) => name switch
    {
        null or "Ed25519" => KeyType.Ed25519,
        "P-256" => KeyType.P256,
        _ => null,
    };

    public static string NameOf(KeyType type) => type == KeyType.Ed25519 ? "Ed25519" : "P-256";

    /// <summary>The profile, or what is wrong with it.</summary>
    public static (DidProfile? Profile, Answer? Refusal) ReadProfile(
        IReadOnlyList<string>? alsoKnownAs, IReadOnlyList<ServiceEntry>? services)
    {
        var profile = new DidProfile(alsoKnownAs ?? [], services ?? []);
        if (profile.AlsoKnownAs.Count > MaxItems || !profile.AlsoKnownAs.All(IsUri))
        {
            return (null, Problems.Unreadable($"alsoKnownAs is at most {MaxItems} absolute URIs", "/alsoKnownAs"));
        }

        return profile.Services.Count > MaxItems || !profile.Services.All(IsService)
            ? (null, Problems.Unreadable(
                $"services are at most {MaxItems}, each a type of letters, digits, - and _, and an endpoint that is a URL", "/services"))
            : (profile, null);
    }

    private static bool IsService(ServiceEntry service) =>
        service is { Type: not null, Endpoint: not null }
        && ServiceType().IsMatch(service.Type)
        && IsUri(service.Endpoint)
        && new Uri(service.Endpoint).Scheme is "https" or "http";

    private static bool IsUri(string? text) =>
        text is { Length: <= MaxUriLength }
        && text.All(c => c is > ' ' and <= '~')
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme.Length > 1 || DidUrl.IsDid(text));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,62}\z")]
    private static partial Regex ServiceType();
}

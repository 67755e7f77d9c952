using Gateway.Hosting;
using Untp.Credentials.Dids;

namespace Gateway.Issuing;

/// <summary>Reads which DID a request wants.</summary>
internal sealed class DidNames(OwnDids own, ReservedNames reserved, DidResolver resolver)
{
    /// <summary>The kind and the DID, none for a did:key; or what is wrong.</summary>
    public (DidKind Kind, string? Did, Answer? Fault) Choose(DidRequest request) => request switch
    {
        { Organisation: { } name, Did: null, Method: null or "web" } => !OwnDids.IsOrganisation(name) || reserved.Contains(name)
            ? Fault("an organisation's name is 1 to 63 of a-z, 0-9 and -, not - first, and none of this gateway's addresses", "organisation")
            : (DidKind.Hosted, own.Of(name), null),
        { Organisation: null, Did: { } did, Method: null or "web" } => resolver.LocateWeb(did) is null || own.Contains(did)
            ? Fault("a DID of one's own domain is a did:web of another host than the gateway's", "did")
            : (DidKind.External, did, null),
        { Organisation: null, Did: null, Method: "key" } => request is { AlsoKnownAs: null, Services: null }
            ? (DidKind.Key, null, null)
            : Fault("a did:key has no document that could say more than its key", "method"),
        _ => Fault("one of organisation, did, and the method key says which DID it is to be", ""),
    };

    private static (DidKind Kind, string? Did, Answer? Fault) Fault(string detail, string member) =>
        (default, null, Problems.Unreadable(detail, member.Length == 0 ? "" : "/" + member));
}

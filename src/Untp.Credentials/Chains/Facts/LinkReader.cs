namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads links (UNTP <c>Link</c>) and collects those that may lead to credentials.</summary>
internal sealed class LinkReader
{
    /// <summary>UNTP's link types of credentials, as the last step of their URI or by themselves.</summary>
    private static readonly string[] s_credentialTypes = ["dpp", "dcc", "dfr", "dte", "dia"];

    private List<LinkFacts>? _all;

    public LinkFacts[] All => _all is null ? [] : [.. _all];

    /// <summary>Whether the last step of a link type is one of UNTP's for credentials (Identity Resolver, link relations).</summary>
    public static bool IsCredentialType(string linkType) =>
        Array.Exists(s_credentialTypes, type => linkType.EndsWith(type, StringComparison.Ordinal)
            && (linkType.Length == type.Length || linkType[^(type.Length + 1)] is '/' or '#' or ':'));

    /// <summary>Reads the links of a member and collects those that lead to credentials.</summary>
    public LinkFacts[] Add(in Node owner, string property)
    {
        List<LinkFacts>? links = null;
        foreach (var link in owner.Objects(property))
        {
            if (link.Text("linkURL"u8) is { Length: > 0 } url && LeadsToCredential(link, property))
            {
                (links ??= []).Add(new LinkFacts(url, property, link.Pointer, link.Text("digestMultibase"u8)));
            }
        }

        if (links is null)
        {
            return [];
        }

        (_all ??= []).AddRange(links);
        return [.. links];
    }

    /// <summary>
    /// Evidence of which nothing is said may be a credential; a document beside the product is one only if the link says so.
    /// </summary>
    private static bool LeadsToCredential(in Node link, string property)
    {
        var mediaType = link.Text("mediaType"u8);
        return link.Text("linkType"u8) is { } type && IsCredentialType(type)
            || mediaType is MediaTypes.VcJwt or MediaTypes.Vc or "application/vc+ld+json" or MediaTypes.JsonLd
            || (mediaType is null && property != "relatedDocument");
    }
}

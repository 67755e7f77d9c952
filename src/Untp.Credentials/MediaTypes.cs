namespace Untp.Credentials;

/// <summary>The media types in which credentials travel.</summary>
public static class MediaTypes
{
    /// <summary>A compact JWS (VC-JOSE-COSE clause 6.1.1).</summary>
    public const string VcJwt = "application/vc+jwt";

    /// <summary>A presentation as a compact JWS (VC-JOSE-COSE clause 6.1.3).</summary>
    public const string VpJwt = "application/vp+jwt";

    /// <summary>A credential in JSON-LD (VCDM 2.0 clause 6.3).</summary>
    public const string Vc = "application/vc";

    /// <summary>JSON-LD.</summary>
    public const string JsonLd = "application/ld+json";

    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Whether credentials are read in this media type.</summary>
    public static bool IsCredential(string mediaType) => mediaType is VcJwt or Vc or JsonLd or Json;
}

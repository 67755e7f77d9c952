namespace Untp.Credentials.JsonLd;

/// <summary>The URLs of contexts that the code itself speaks of; all others are data of the context registry.</summary>
public static class ContextUrls
{
    /// <summary>The base context, first in every credential (VCDM 2.0 clause 4.3).</summary>
    public const string CredentialsV2 = "https://www.w3.org/ns/credentials/v2";
}

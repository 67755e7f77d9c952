namespace Untp.Credentials;

/// <summary>The names of the checks, as reports and <c>options.checks</c> spell them.</summary>
public static class CheckNames
{
    /// <summary>The shape that VCDM 2.0 demands.</summary>
    public const string DataModel = "dataModel";

    /// <summary>The JSON Schema of the credential's type and version.</summary>
    public const string Schema = "schema";

    /// <summary>Contexts known and in order.</summary>
    public const string JsonLd = "jsonLd";

    /// <summary>In force at the time of the look.</summary>
    public const string Validity = "validity";

    /// <summary>Signed by a key of its issuer.</summary>
    public const string Proof = "proof";

    /// <summary>Neither revoked nor suspended.</summary>
    public const string Status = "status";
}

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>The suites of Data Integrity EdDSA Cryptosuites 1.0; all sign with Ed25519.</summary>
internal enum Cryptosuite
{
    /// <summary>Clause 3.2: signs the RDF of a document.</summary>
    EddsaRdfc2022,

    /// <summary>Clause 3.3: signs the JSON of a document.</summary>
    EddsaJcs2022,

    /// <summary>Appendix A.1, the predecessor of <see cref="EddsaRdfc2022"/>, by another name; verified, not made.</summary>
    Ed25519Signature2020,
}

/// <summary>The suites as proofs name them.</summary>
internal static class Cryptosuites
{
    public const string DataIntegrityProof = "DataIntegrityProof";
    public const string EddsaRdfc2022 = "eddsa-rdfc-2022";
    public const string EddsaJcs2022 = "eddsa-jcs-2022";
    public const string Ed25519Signature2020 = "Ed25519Signature2020";

    /// <summary>What is supported, for those who ask for something else.</summary>
    public const string Supported = $"{EddsaRdfc2022}, {EddsaJcs2022} and {Ed25519Signature2020} are";

    /// <summary>Clause 3.1, Instantiate Cryptosuite; null for what is none of them.</summary>
    public static Cryptosuite? Find(string? type, string? cryptosuite) => (type, cryptosuite) switch
    {
        (DataIntegrityProof, EddsaRdfc2022) => Cryptosuite.EddsaRdfc2022,
        (DataIntegrityProof, EddsaJcs2022) => Cryptosuite.EddsaJcs2022,
        (Ed25519Signature2020, null) => Cryptosuite.Ed25519Signature2020,
        _ => null,
    };

    /// <summary>Whether the suite signs RDF, so that what does not reach the RDF is not signed.</summary>
    public static bool SignsRdf(this Cryptosuite suite) => suite != Cryptosuite.EddsaJcs2022;
}

namespace Untp.Credentials;

/// <summary>The problem types that a report carries: URLs of the specifications that define them.</summary>
public static class ProblemTypes
{
    /// <summary>The bytes cannot be read as a credential (VCDM 2.0 clause 7.1).</summary>
    public const string Parsing = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";

    /// <summary>A signature does not hold, or the key is not one that may sign this (VCDM 2.0 clause 7.1).</summary>
    public const string CryptographicSecurity = "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";

    /// <summary>A member is absent, of the wrong type or ill-formed (VCDM 2.0 clause 7.1).</summary>
    public const string MalformedValue = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";

    /// <summary>A value is well-formed and out of range, such as a validity period that is over (VCDM 2.0 clause 7.1).</summary>
    public const string Range = "https://www.w3.org/TR/vc-data-model#RANGE_ERROR";

    /// <summary>The status list could not be fetched (Bitstring Status List 1.0 clause 3.4).</summary>
    public const string StatusRetrieval = "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR";

    /// <summary>The status list was read and does not hold, or the bit is set (Bitstring Status List 1.0 clause 3.4).</summary>
    public const string StatusVerification = "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR";

    /// <summary>The status list is shorter than 131,072 entries (Bitstring Status List 1.0 clause 3.4).</summary>
    public const string StatusListLength = "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR";

    /// <summary>The DID is not one by the syntax of DID 1.0 (DID Resolution 1.0 clause 11).</summary>
    public const string InvalidDid = "https://www.w3.org/ns/did#INVALID_DID";

    /// <summary>The DID document is not valid for its DID (DID Resolution 1.0 clause 11).</summary>
    public const string InvalidDidDocument = "https://www.w3.org/ns/did#INVALID_DID_DOCUMENT";

    /// <summary>There is no such DID, or its document could not be had (DID Resolution 1.0 clause 11).</summary>
    public const string DidNotFound = "https://www.w3.org/ns/did#NOT_FOUND";

    /// <summary>The DID method is not one that is implemented here (DID Resolution 1.0 clause 11).</summary>
    public const string DidMethodNotSupported = "https://www.w3.org/ns/did#METHOD_NOT_SUPPORTED";

    /// <summary>The representation asked for is none that is written here (DID Resolution 1.0 clause 11).</summary>
    public const string DidRepresentationNotSupported = "https://www.w3.org/ns/did#REPRESENTATION_NOT_SUPPORTED";

    /// <summary>An option of a resolution cannot be read (DID Resolution 1.0 clause 11).</summary>
    public const string InvalidDidOptions = "https://www.w3.org/ns/did#INVALID_OPTIONS";

    /// <summary>The resolver does not do what an option asks of it for this DID (DID Resolution 1.0 clause 11).</summary>
    public const string DidFeatureNotSupported = "https://www.w3.org/ns/did#FEATURE_NOT_SUPPORTED";

    /// <summary>The verification method is not listed under the purpose it was used for (Controlled Identifiers 1.0 clause 3.5).</summary>
    public const string InvalidRelationship = "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD";

    /// <summary>The verification method cannot be found or read (Controlled Identifiers 1.0 clause 3.5).</summary>
    public const string InvalidVerificationMethod = "https://w3id.org/security#INVALID_VERIFICATION_METHOD";

    /// <summary>A proof cannot be verified (Data Integrity 1.0 clause 4.7).</summary>
    public const string ProofVerification = "https://w3id.org/security#PROOF_VERIFICATION_ERROR";

    /// <summary>What is signed cannot be brought into its canonical form (Data Integrity 1.0 clause 4.7).</summary>
    public const string ProofTransformation = "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";

    /// <summary>The proof is meant for another security domain (Data Integrity 1.0 clause 4.7).</summary>
    public const string InvalidDomain = "https://w3id.org/security#INVALID_DOMAIN_ERROR";

    /// <summary>The proof does not answer the challenge (Data Integrity 1.0 clause 4.7).</summary>
    public const string InvalidChallenge = "https://w3id.org/security#INVALID_CHALLENGE_ERROR";
}

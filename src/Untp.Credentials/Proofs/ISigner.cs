namespace Untp.Credentials.Proofs;

/// <summary>
/// The port to wherever private keys are kept. The host implements it over its key store; <see cref="KeySigner"/> does over a key in
/// memory.
/// </summary>
public interface ISigner
{
    /// <summary>The absolute DID URL of the verification method whose key signs.</summary>
    string VerificationMethod { get; }

    /// <summary>The JOSE name of the algorithm: <c>EdDSA</c> or <c>ES256</c>.</summary>
    string Algorithm { get; }

    /// <summary>Signs the bytes; 64 bytes, r‖s for ES256. May take as long as a network does.</summary>
    /// <exception cref="SignerUnavailableException">The key store could not sign.</exception>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}

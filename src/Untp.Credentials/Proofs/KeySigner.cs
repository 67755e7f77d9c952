namespace Untp.Credentials.Proofs;

/// <summary>Signs with a key in memory, which stays the caller's to dispose of.</summary>
/// <param name="key">The key.</param>
/// <param name="verificationMethod">The absolute DID URL under which the issuer's DID document lists it.</param>
public sealed class KeySigner(SigningKey key, string verificationMethod) : ISigner
{
    /// <inheritdoc/>
    public string VerificationMethod { get; } = verificationMethod;

    /// <inheritdoc/>
    public string Algorithm => key.Type == KeyType.Ed25519 ? JwsAlgorithms.EdDsa : JwsAlgorithms.Es256;

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(key.Sign(data.Span));
    }
}

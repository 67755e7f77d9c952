namespace Untp.Credentials.Proofs;

/// <summary>
/// The key store of an <see cref="ISigner"/> could not sign: it cannot be reached, or cannot open the key. Nothing was signed.
/// </summary>
public sealed class SignerUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);

namespace Untp.Credentials.Proofs;

/// <summary>The native libraries that can do Ed25519, the faster first.</summary>
internal static class Ed25519Providers
{
    /// <summary>libsodium; null when this machine has none.</summary>
    public static IEd25519Provider? Sodium { get; } = NativeLibraries.HasSodium ? SodiumEd25519.Start() : null;

    /// <summary>OpenSSL's libcrypto; null when this machine has none, and on systems other than Linux.</summary>
    public static IEd25519Provider? OpenSsl { get; } = NativeLibraries.HasOpenSsl ? new OpenSslEd25519() : null;

    /// <summary>The one in use: libsodium where there is one.</summary>
    public static IEd25519Provider? Chosen { get; } = Sodium ?? OpenSsl;
}

using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>Both native libraries by name, so that each test of a signature runs on each.</summary>
internal static class Ed25519Libraries
{
    public static IReadOnlyList<string> Names { get; } = ["libsodium", "OpenSSL"];

    /// <summary>Skips the running test where the machine lacks the library.</summary>
    public static IEd25519Provider Get(string name)
    {
        var provider = name == "libsodium" ? Ed25519Providers.Sodium : Ed25519Providers.OpenSsl;
        Assert.SkipWhen(provider is null, $"{name} is not on this machine");
        return provider;
    }
}

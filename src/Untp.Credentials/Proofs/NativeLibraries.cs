using System.Reflection;
using System.Runtime.InteropServices;

namespace Untp.Credentials.Proofs;

/// <summary>Finds the native libraries under the names that distributions give them.</summary>
internal static class NativeLibraries
{
    /// <summary>The name under which our declarations import libsodium.</summary>
    public const string Sodium = "libsodium";

    /// <summary>The name under which our declarations import OpenSSL's libcrypto.</summary>
    public const string OpenSsl = "libcrypto";

    private static readonly nint s_sodium = Load("libsodium.so.23", "libsodium.so.26", Sodium);

    // not on macOS: the system's libcrypto ends the process that loads it
    private static readonly nint s_openSsl = OperatingSystem.IsLinux() ? Load("libcrypto.so.3", "libcrypto.so.1.1") : 0;

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Whether libsodium was found, in version 1.0.18 or later, which brought the arithmetic that signing needs.</summary>
    public static bool HasSodium => s_sodium != 0 && NativeLibrary.TryGetExport(s_sodium, "crypto_core_ed25519_scalar_mul", out _);

    /// <summary>Whether libcrypto was found.</summary>
    public static bool HasOpenSsl => s_openSsl != 0;

    private static nint Load(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, typeof(NativeLibraries).Assembly, null, out var library))
            {
                return library;
            }
        }

        return 0;
    }

    /// <summary>Zero leaves any other name to the runtime.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        Sodium => s_sodium,
        OpenSsl => s_openSsl,
        _ => 0,
    };
}

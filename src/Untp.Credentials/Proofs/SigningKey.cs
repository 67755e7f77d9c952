using System.Security.Cryptography;

namespace Untp.Credentials.Proofs;

/// <summary>
/// A private key in memory: 32 bytes, pinned and zeroed by <see cref="Dispose"/>. Signing is safe from several threads; disposing of it
/// while another thread signs is not.
/// </summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>Bytes of a seed: the private key of RFC 8032 for Ed25519, the private scalar, big-endian, for P-256.</summary>
    public const int SeedSize = 32;

    private readonly byte[] _seed = GC.AllocateArray<byte>(SeedSize, pinned: true);
    private bool _isDisposed;

    private SigningKey(KeyType type, ReadOnlySpan<byte> seed)
    {
        seed.CopyTo(_seed);
        VerificationKey = type == KeyType.Ed25519 ? DeriveEd25519() : DeriveP256();
    }

    private SigningKey(VerificationKey known, ReadOnlySpan<byte> seed)
    {
        seed.CopyTo(_seed);
        VerificationKey = known;
    }

    /// <summary>The public half.</summary>
    public VerificationKey VerificationKey { get; }

    /// <summary>What kind of key it is.</summary>
    public KeyType Type => VerificationKey.Type;

    /// <summary>Makes a key of a seed, which is copied.</summary>
    /// <param name="type">The kind of key.</param>
    /// <param name="seed">32 bytes.</param>
    /// <exception cref="ArgumentException">The seed is not 32 bytes.</exception>
    /// <exception cref="CryptographicException">The seed is no private key of P-256: zero, or not below the order.</exception>
    public static SigningKey FromSeed(KeyType type, ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedSize);
        return new SigningKey(type, seed);
    }

    /// <summary>
    /// Makes a key of a seed whose public half was derived before, which costs half as much as to sign. It must be the seed's own: a
    /// signature of Ed25519 made with another one gives the seed away.
    /// </summary>
    /// <param name="known">The public half, out of a place that nobody else can write to.</param>
    /// <param name="seed">32 bytes, copied.</param>
    public static SigningKey FromSeed(VerificationKey known, ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedSize);
        return new SigningKey(known, seed);
    }

    /// <summary>Makes a new key.</summary>
    public static SigningKey Generate(KeyType type)
    {
        var seed = type == KeyType.Ed25519 ? RandomNumberGenerator.GetBytes(SeedSize) : NewScalar();
        try
        {
            return new SigningKey(type, seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The signature, 64 bytes: of RFC 8032, or r‖s of ECDSA with SHA-256.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Type == KeyType.Ed25519)
        {
            var signature = new byte[Ed25519.SignatureSize];
            Ed25519.Sign(_seed, VerificationKey.Bytes.Span, data, signature);
            return signature;
        }

        using var ecdsa = ImportP256();
        return ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Copies the seed out, for a store that encrypts it; the caller zeroes the copy.</summary>
    /// <param name="destination">32 bytes.</param>
    public void ExportSeed(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, SeedSize);
        _seed.CopyTo(destination);
    }

    /// <summary>Zeroes the private key.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_seed);
    }

    private VerificationKey DeriveEd25519()
    {
        Span<byte> publicKey = stackalloc byte[Ed25519.PublicKeySize];
        Ed25519.DerivePublicKey(_seed, publicKey);
        return VerificationKey.TryReadEd25519(publicKey, out var key, out _) ? key : throw new CryptographicException("no Ed25519 key");
    }

    private VerificationKey DeriveP256()
    {
        using var ecdsa = ImportP256();
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return VerificationKey.TryReadP256(point.X, point.Y, out var key, out _) ? key : throw new CryptographicException("no P-256 key");
    }

    private static byte[] NewScalar()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ecdsa.ExportParameters(includePrivateParameters: true).D!;
    }

    /// <summary>The framework finds the public half by itself.</summary>
    private ECDsa ImportP256() => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = _seed });
}

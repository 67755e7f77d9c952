using System.Text.Json;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Statuses;

namespace Benchmarks;

/// <summary>
/// A vc+jwt with a cached DID through parsing and every check, beside one verification of the same signature and one parse.
/// </summary>
internal static class VerifyBenchmark
{
    public static void Run(string bodies)
    {
        var token = File.ReadAllBytes(Path.Combine(bodies, "passport.jwt"));
        var passport = File.ReadAllBytes(Path.Combine(bodies, "passport.json"));
        var signed = token.AsMemory(0, token.AsSpan().LastIndexOf((byte)'.'));
        var signature = System.Buffers.Text.Base64Url.DecodeFromUtf8(token.AsSpan(signed.Length + 1));
        var key = Key(passport);
        var verifier = CredentialVerifier.Create(
            Vocabulary.Load(),
            new DidResolver(new DidResolverOptions(), TimeProvider.System),
            new StatusOptions(),
            TimeProvider.System);
        Measure.Compare(
            $"verify vc+jwt of {token.Length} bytes with {Ed25519.ProviderName}, every check",
            ("signature + JsonDocument.Parse (floor)", () => Floor(key, signed, signature, passport)),
            ("Credential.TryParse + VerifyAsync", () => Verify(verifier, token)));
        Measure.Compare(
            "parsing and one check alone",
            [.. VerificationProfile.Untp.Checks.Select(check => (check, new VerificationOptions(VerificationProfile.Untp, [check])))
                .Select(one => (one.check, (Action)(() => Alone(verifier, token, one.Item2))))]);
    }

    private static void Alone(CredentialVerifier verifier, byte[] token, VerificationOptions options)
    {
        Credential.TryParse(token, MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out _);
        _ = verifier.VerifyAsync(credential!, options, NoFetcher.Instance, CancellationToken.None).AsTask().IsCompleted;
        credential!.Dispose();
    }

    private static VerificationKey Key(byte[] passport)
    {
        using var document = JsonDocument.Parse(passport);
        var did = document.RootElement.GetProperty("issuer").GetProperty("id").GetString()!;
        return VerificationKey.TryReadMultibase(did["did:key:".Length..], out var key, out var fault)
            ? key
            : throw new InvalidOperationException(fault);
    }

    private static void Floor(VerificationKey key, ReadOnlyMemory<byte> signed, byte[] signature, byte[] passport)
    {
        if (!key.Verify(signed.Span, signature))
        {
            throw new InvalidOperationException("the floor cannot verify its own input");
        }

        JsonDocument.Parse(passport).Dispose();
    }

    private static void Verify(CredentialVerifier verifier, byte[] token)
    {
        if (!Credential.TryParse(token, MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out var problem))
        {
            throw new InvalidOperationException(problem.Detail);
        }

        using (credential)
        {
            var report = verifier.VerifyAsync(credential, VerificationOptions.Default, NoFetcher.Instance, CancellationToken.None);
            if (!report.IsCompletedSuccessfully || !report.GetAwaiter().GetResult().IsVerified)
            {
                throw new InvalidOperationException("not verified at once");
            }
        }
    }
}

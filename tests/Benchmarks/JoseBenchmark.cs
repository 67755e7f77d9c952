using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Benchmarks;

/// <summary>A vc+jwt of the 0.7.0 battery passport, its DID cached: what each step costs, and what the JOSE library would.</summary>
internal static class JoseBenchmark
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Run(string bodies)
    {
        var token = File.ReadAllBytes(Path.Combine(bodies, "passport.jwt")).AsSpan().TrimEnd("\r\n"u8).ToArray();
        var credential = Read(token);
        var envelope = credential.Envelope!;
        var key = KeyOf(credential.Issuer!);
        var check = new ProofCheck(
            new DidResolver(new DidResolverOptions(), TimeProvider.System), Vocabulary.Load().CanonicalRdf, new ProofLimits());
        var context = new CheckContext(credential, s_now, NoFetcher.Instance);
        Measure.Compare(
            $"vc+jwt of {token.Length} bytes, {Ed25519.ProviderName}",
            [
                .. Floors(key, envelope),
                ("signature by VerificationKey", () => True(key.Verify(envelope.SigningInput.Span, envelope.Signature.Span))),
                ("JwsEnvelope.TryParse", () => True(JwsEnvelope.TryParse(token, ParsingLimits.Default, out _, out _))),
                ("Credential.TryParse", () => Read(token).Dispose()),
                ("ProofCheck", () => True(Await(check.RunAsync(context, CancellationToken.None)).Verdict == Verdict.Passed)),
                ("Credential.TryParse and ProofCheck", () => VerifyWhole(check, token)),
                .. ByLibrary(Encoding.ASCII.GetString(token), token, key),
            ]);
    }

    private static IEnumerable<(string, Action)> Floors(VerificationKey key, JwsEnvelope envelope)
    {
        foreach (var provider in new[] { Ed25519Providers.Sodium, Ed25519Providers.OpenSsl }.OfType<IEd25519Provider>())
        {
            yield return (
                $"{provider.Name} verify alone",
                () => True(provider.Verify(key.Bytes.Span, envelope.SigningInput.Span, envelope.Signature.Span)));
        }

        yield return ("JsonDocument.Parse of the payload alone", () => JsonDocument.Parse(envelope.Payload).Dispose());
    }

    private static IEnumerable<(string, Action)> ByLibrary(string text, byte[] token, VerificationKey key)
    {
        var handler = new JsonWebTokenHandler { MaximumTokenSizeInBytes = 1 << 20 };
        var parameters = new TokenValidationParameters
        {
            CryptoProviderFactory = JoseCrypto.NewFactory(),
            IssuerSigningKey = new JoseSecurityKey(key) { KeyId = new JsonWebToken(text).Kid },
            RequireExpirationTime = false,
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        };
        yield return ("library: new JsonWebToken", () => True(new JsonWebToken(Encoding.ASCII.GetString(token)).Alg == "EdDSA"));
        yield return (
            "library: JsonWebTokenHandler.ValidateTokenAsync",
            () => True(Await(new ValueTask<TokenValidationResult>(
                handler.ValidateTokenAsync(Encoding.ASCII.GetString(token), parameters))).IsValid));
    }

    private static void VerifyWhole(ProofCheck check, byte[] token)
    {
        using var credential = Read(token);
        var context = new CheckContext(credential, s_now, NoFetcher.Instance);
        True(Await(check.RunAsync(context, CancellationToken.None)).Verdict == Verdict.Passed);
    }

    private static Credential Read(byte[] token) =>
        Credential.TryParse(token, MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out var problem)
            ? credential
            : throw new InvalidOperationException(problem.Detail);

    private static VerificationKey KeyOf(string didKey) =>
        VerificationKey.TryReadMultibase(didKey["did:key:".Length..], out var key, out var fault)
            ? key
            : throw new InvalidOperationException(fault);

    private static T Await<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static void True(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the token was to verify");
        }
    }
}

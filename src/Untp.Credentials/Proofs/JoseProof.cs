using System.Runtime.InteropServices;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Untp.Credentials.Proofs;

/// <summary>Verifies a credential secured by a compact JWS (VC-JOSE-COSE clause 3.1; RFC 7515 clause 5.2).</summary>
internal sealed class JoseProof(IssuerKeys keys)
{
    private readonly CryptoProviderFactory _factory = JoseCrypto.NewFactory();

    /// <summary>Checks header, claims and signature. Nothing is fetched for a token whose header alone refuses it.</summary>
    public async ValueTask<CheckResult> VerifyAsync(CheckContext context, JwsEnvelope envelope, CancellationToken cancellationToken)
    {
        List<Problem> problems = [], warnings = [];
        var header = JoseHeader.Read(envelope.Header, context.Credential.Role, problems, warnings);
        JoseClaims.Check(context.Credential, envelope.Header, context.At, problems, warnings);
        JoseBounds.Check(context, problems, warnings);
        if (context.Credential.Issuer is not { } issuer)
        {
            var member = context.Credential.Role.Signer;
            problems.Add(ProofProblems.Insecure($"there is no {member} whose key could be looked up", "/" + member));
        }
        else if (header is not null)
        {
            var found = await FindKeyAsync(issuer, header, context, warnings, cancellationToken).ConfigureAwait(false);
            if (found.IsUndecided && problems.Count == 0)
            {
                return List(context, envelope, new CheckResult(CheckNames.Proof, Verdict.Undecided, [found.Problem!], warnings));
            }

            if (found.Problem is not null)
            {
                problems.Add(found.Problem);
            }
            else if (!Holds(envelope, header.Algorithm, found.Key!))
            {
                problems.Add(ProofProblems.Insecure("the signature is not that of this token by the named key"));
            }
        }

        return List(context, envelope, CheckResult.From(CheckNames.Proof, problems, warnings));
    }

    /// <summary>The token among the proofs, as the only one that was looked at.</summary>
    private static CheckResult List(CheckContext context, JwsEnvelope envelope, CheckResult result)
    {
        var token = new ProofResult(
            null,
            context.Credential.Role.TokenType,
            JoseHeader.Peek(envelope.Header, JwtHeaderParameterNames.Alg),
            JoseHeader.Peek(envelope.Header, JwtHeaderParameterNames.Kid),
            result.Verdict,
            result.Problems);
        return context.Credential.Claims.TryGetProperty("proof", out _)
            ? result with { Proofs = [token, new ProofResult("/proof", null, null, null, Verdict.Skipped, [JoseClaims.ProofInside])] }
            : result with { Proofs = [token] };
    }

    private ValueTask<IssuerKey> FindKeyAsync(
        string issuer, JoseHeader header, CheckContext context, List<Problem> warnings, CancellationToken cancellationToken)
    {
        if (header.Kid is null)
        {
            warnings.Add(ProofProblems.Leniency("the header has no kid; its signer's only fitting key is taken"));
        }

        return keys.FindAsync(issuer, header.Kid, context.Credential.Role, header.KeyType, context.Fetcher, cancellationToken);
    }

    /// <summary>The signature covers the bytes as received (RFC 7515 clause 5.2 step 8), never a re-serialisation.</summary>
    internal bool Holds(JwsEnvelope envelope, string algorithm, VerificationKey key)
    {
        var input = ArrayOf(envelope.SigningInput);
        var signature = ArrayOf(envelope.Signature);
        var verifier = _factory.CreateForVerifying(new JoseSecurityKey(key), algorithm);
        try
        {
            return verifier.Verify(input.Array!, input.Offset, input.Count, signature.Array!, signature.Offset, signature.Count);
        }
        finally
        {
            _factory.ReleaseSignatureProvider(verifier);
        }
    }

    private static ArraySegment<byte> ArrayOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : bytes.ToArray();
}

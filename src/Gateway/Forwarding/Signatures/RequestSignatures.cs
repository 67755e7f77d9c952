using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Gateway.Forwarding;

/// <summary>Finds out which DID has signed a request (RFC 9421 clause 3.2), by a key under its <c>authentication</c>.</summary>
internal sealed class RequestSignatures(DidResolver dids, PublicUrl url, IOptions<ForwardingOptions> options, TimeProvider time)
{
    /// <summary>A document younger than this is not fetched anew because the key is not in it.</summary>
    private static readonly TimeSpan s_youngEnough = TimeSpan.FromSeconds(30);

    /// <summary>What the request says of its signature; nothing is fetched, and nothing believed yet.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fields">Fields that must be covered, besides method, target and authority.</param>
    /// <param name="claim">Who is said to have signed.</param>
    /// <param name="fault">Why it is refused, in one sentence.</param>
    public bool TryRead(
        HttpRequest request,
        IReadOnlyList<string> fields,
        [NotNullWhen(true)] out SignatureClaim? claim,
        [NotNullWhen(false)] out string? fault)
    {
        claim = null;
        if (HttpMessage.Of(request, url) is not { } message)
        {
            fault = "the target of the request is no path";
            return false;
        }

        if (!HttpSignature.TryRead(message, out var signature, out fault) || (fault = FindFault(signature, message, fields)) is not null)
        {
            return false;
        }

        if (!DidUrl.TryParse(signature.KeyId, out var key) || string.IsNullOrEmpty(key.Fragment))
        {
            fault = "keyid is the DID URL of a key";
            return false;
        }

        claim = new SignatureClaim(message, signature, key.Did);
        return true;
    }

    /// <summary>Whether a time that a request states is of now, within the age that is allowed.</summary>
    public bool IsFresh(DateTimeOffset at) => (time.GetUtcNow() - at).Duration() <= options.Value.MaxSignatureAge;

    /// <summary>Resolves the DID and verifies.</summary>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public async ValueTask<SignatureVerdict> VerifyAsync(
        SignatureClaim claim, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        var resolution = await dids.ResolveAsync(claim.Did, fetcher, cancellationToken);
        var verdict = Judge(claim, resolution);
        if (verdict.Holds || resolution.Document is null || time.GetUtcNow() - resolution.RetrievedAt < s_youngEnough)
        {
            return verdict;
        }

        // the key may have been rotated since
        return Judge(claim, await dids.RefreshAsync(claim.Did, fetcher, cancellationToken));
    }

    private static SignatureVerdict Judge(SignatureClaim claim, DidResolution resolution)
    {
        if (resolution.Document is not { } document)
        {
            return new(false, resolution.IsUndecided, $"the sender's DID could not be resolved: {resolution.Problem!.Detail}");
        }

        var id = claim.Signature.KeyId!;
        var method = document.VerificationMethods.FirstOrDefault(m => m.Id == id);
        return method?.Key is not { } key || method.Controller != document.Id || !document.Authentication.Contains(id)
                ? new(false, false, "the DID document lists no such key of its own under authentication")
            : claim.Signature.Holds(claim.Message, key) ? new(true, false, null)
            : new(false, false, "the signature is not that of this request by the named key");
    }

    private string? FindFault(HttpSignature signature, HttpMessage message, IReadOnlyList<string> fields)
    {
        var covered = signature.Components;
        var hasQuery = message.Target.Contains('?', StringComparison.Ordinal);
        var hasTarget = covered.Contains("@target-uri")
            || (covered.Contains("@authority") && covered.Contains("@request-target"))
            || (covered.Contains("@authority") && covered.Contains("@path") && (covered.Contains("@query") || !hasQuery));
        if (!hasTarget || !covered.Contains("@method"))
        {
            return "the signature covers the method, the authority and the whole target";
        }

        if (fields.FirstOrDefault(field => !covered.Contains(field)) is { } missing)
        {
            return $"the signature does not cover {missing}";
        }

        if (signature.Created is not { } created || HttpSignature.KeyTypeOf(signature.Algorithm) is null)
        {
            return "the signature says when it was created, and alg, which is ed25519 or ecdsa-p256-sha256";
        }

        return IsFresh(created) && !(signature.Expires < time.GetUtcNow())
            ? null
            : $"the signature was not created within {options.Value.MaxSignatureAge.TotalSeconds} seconds of now, or has expired";
    }
}

/// <summary>A signature that was read and not yet verified.</summary>
/// <param name="Did">Who is said to have signed.</param>
internal sealed record SignatureClaim(HttpMessage Message, HttpSignature Signature, string Did);

/// <param name="IsUndecided">Whether it does not hold only because the DID's document could not be had.</param>
/// <param name="Detail">Why it does not hold.</param>
internal readonly record struct SignatureVerdict(bool Holds, bool IsUndecided, string? Detail);

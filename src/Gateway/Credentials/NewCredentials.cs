using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>Makes what is kept out of what was verified.</summary>
internal static class NewCredentials
{
    /// <summary>The credential must have been verified: it has an issuer.</summary>
    public static NewCredential Make(
        Submission submission, Credential credential, IReadOnlyList<AboutEntry> about, DateTimeOffset now) => new(
        RandomId.Create(),
        submission.TenantId,
        credential.Issuer ?? throw new ArgumentException("a verified credential has an issuer", nameof(credential)),
        credential.Id,
        credential.Bytes,
        credential.MediaType,
        credential.ComputeDigest(),
        CanonicalClaims.Digest(credential),
        submission.Access,
        credential.Types,
        about,
        Time(credential.Claims, "validFrom"),
        Time(credential.Claims, "validUntil"),
        credential.Claims.TryGetProperty("credentialStatus", out _),
        now,
        submission.IsOrdered);

    private static DateTimeOffset? Time(JsonElement claims, string member) =>
        claims.TryGetProperty(member, out var value) && DateTimeStamp.TryRead(value, out var time) ? time : null;
}

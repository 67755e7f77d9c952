using System.Text.Json;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>Between which times a proof that holds holds as well: its own statements about time, not the credential's.</summary>
internal readonly record struct ProofWindow(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Whether a time is inside.</summary>
    public bool Includes(DateTimeOffset at) => From <= at && at < Until;

    /// <summary>The window of a credential's proofs; null when a time cannot be read.</summary>
    public static ProofWindow? Of(Credential credential) =>
        credential.Envelope is null ? OfProofs(credential.Claims) : OfToken(credential.Claims);

    /// <summary>RFC 7519 clauses 4.1.4 to 4.1.6.</summary>
    private static ProofWindow? OfToken(JsonElement claims)
    {
        var (from, until) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var name in (ReadOnlySpan<string>)["exp", "nbf", "iat"])
        {
            if (!claims.TryGetProperty(name, out var value))
            {
                continue;
            }

            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var seconds) || seconds is < 0 or > 253402300799)
            {
                return null;
            }

            var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
            (from, until) = name == "exp" ? (from, Min(until, time)) : (Max(from, time), until);
        }

        return new ProofWindow(from, until);
    }

    /// <summary>Data Integrity 1.0 clause 2.1.</summary>
    private static ProofWindow? OfProofs(JsonElement claims)
    {
        var (from, until) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var proof in new Node(claims).Objects("proof"))
        {
            var (created, expires) = (proof.Time("created"u8), proof.Time("expires"u8));
            if ((created is null && proof.Value.TryGetProperty("created", out _))
                || (expires is null && proof.Value.TryGetProperty("expires", out _)))
            {
                return null;
            }

            (from, until) = (Max(from, created ?? from), Min(until, expires ?? until));
        }

        return new ProofWindow(from, until);
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

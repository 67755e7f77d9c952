using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>What of a credential outlasts an audit.</summary>
/// <param name="ReadAs">As what its bytes were read.</param>
/// <param name="Facts">What it says.</param>
/// <param name="Outline">Its members that are looked at every time: period, issuer and status entries; null when it has no status.</param>
/// <param name="Report">What its checks found, where content and proof passed; null when they did not, or did not run.</param>
/// <param name="Signers">The DIDs whose keys the proofs rest on, with their keys then.</param>
/// <param name="Window">Between which times the proofs hold.</param>
internal sealed record Remembered(
    ReadAs ReadAs,
    CredentialFacts Facts,
    Credential? Outline,
    VerificationReport? Report,
    Signer[] Signers,
    ProofWindow Window)
{
    private static readonly string[] s_members = ["issuer", "validFrom", "validUntil", "credentialStatus"];

    /// <summary>
    /// Whether the earlier report says word for word what one of now would: there is no status to look at, and the period holds as it
    /// did then.
    /// </summary>
    public bool HoldsAsItWas(DateTimeOffset at) =>
        Outline is null
        && Report is { IsVerified: true }
        && !(Facts.ValidFrom > at)
        && !(Facts.ValidUntil < at);

    /// <summary>About how much memory this takes, going by the length of the credential.</summary>
    public static long Weigh(int bytes) => 4096 + (bytes / 2);

    /// <summary>The credential without what only content and proof are about; null when all that is left is its period.</summary>
    public static Credential? OutlineOf(Credential credential, CredentialFacts facts)
    {
        var claims = credential.Claims;
        if (!claims.TryGetProperty("credentialStatus", out _)
            && (facts.ValidFrom is not null || !claims.TryGetProperty("validFrom", out _))
            && (facts.ValidUntil is not null || !claims.TryGetProperty("validUntil", out _)))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var name in s_members)
            {
                if (claims.TryGetProperty(name, out var value))
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return Parse(buffer.WrittenMemory);
    }

    /// <summary>The outline, or what the facts say of the period in its place.</summary>
    public Credential ToOutline()
    {
        var period = new Dictionary<string, DateTimeOffset?> { ["validFrom"] = Facts.ValidFrom, ["validUntil"] = Facts.ValidUntil };
        return Outline ?? Parse(JsonSerializer.SerializeToUtf8Bytes(
            period.Where(p => p.Value is not null)
                .ToDictionary(p => p.Key, p => p.Value!.Value.ToString("O", CultureInfo.InvariantCulture))));
    }

    private static Credential Parse(ReadOnlyMemory<byte> json) =>
        Credential.TryParse(json, MediaTypes.Vc, ParsingLimits.Default, out var outline, out var problem)
            ? outline
            : throw new InvalidOperationException($"members of a credential that was read cannot be read again: {problem.Detail}");
}

/// <summary>As what bytes were read and checked.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Profile">The profile's name.</param>
internal readonly record struct ReadAs(string MediaType, string Profile);

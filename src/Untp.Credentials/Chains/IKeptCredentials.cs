using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Chains;

/// <summary>The credentials kept here that the caller may see; implemented by the host.</summary>
public interface IKeptCredentials
{
    /// <summary>
    /// Everything kept under, or about, any of these, each once, newest first. To return more than was asked for is allowed and only
    /// costs time; what the caller may not see must not be among it.
    /// </summary>
    /// <param name="sought">What is sought; up to a few hundred at once.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyList<KeptCredential>> FindAsync(IReadOnlyCollection<Sought> sought, int limit, CancellationToken cancellationToken);
}

/// <summary>One id and what is wanted of it.</summary>
/// <param name="Identifier">The id, compared exactly.</param>
/// <param name="Kind">What is wanted.</param>
public readonly record struct Sought(string Identifier, SoughtKind Kind)
{
    /// <inheritdoc/>
    public override int GetHashCode() => (int)SeededHash.Of(Identifier) + (int)Kind;
}

/// <summary>What is wanted of an id.</summary>
public enum SoughtKind
{
    /// <summary>The credentials whose <c>id</c> it is.</summary>
    Credential,

    /// <summary>Passports of a product, attestations that assess it, events that speak of it.</summary>
    Product,

    /// <summary>Records of a facility, attestations that assess it.</summary>
    Facility,

    /// <summary>Identity anchors whose subject is that DID, attestations whose subject's <c>issuedToParty</c> has it as its id.</summary>
    Party,
}

/// <summary>A kept credential that is read only when it was not verified lately.</summary>
/// <param name="Digest">SHA-256 of the bytes in lower-case hex, as the host knows it: results are remembered under it.</param>
/// <param name="MediaType">One of <see cref="MediaTypes"/>.</param>
/// <param name="ReadAsync">Reads the bytes; null when they are no longer there.</param>
/// <param name="Location">The host's name for it, repeated in the report.</param>
public sealed record KeptCredential(
    string Digest, string MediaType, Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> ReadAsync, string? Location = null);

/// <summary>The types that answer what is sought, for a host that has them in an index.</summary>
public static class SoughtTypes
{
    /// <summary>UNTP's types for a kind; empty for <see cref="SoughtKind.Credential"/>, where any will do.</summary>
    public static IReadOnlyList<string> Of(SoughtKind kind) => kind switch
    {
        SoughtKind.Product => ["DigitalProductPassport", "DigitalConformityCredential", "DigitalTraceabilityEvent"],
        SoughtKind.Facility => ["DigitalFacilityRecord", "DigitalConformityCredential"],
        SoughtKind.Party => ["DigitalIdentityAnchor", "DigitalConformityCredential"],
        _ => [],
    };
}

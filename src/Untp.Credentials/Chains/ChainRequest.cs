namespace Untp.Credentials.Chains;

/// <summary>What is to be audited: where the chain starts, and by which policy it is judged.</summary>
/// <param name="Start">Where the chain starts; at least one.</param>
/// <param name="Policy">The policy.</param>
public sealed record ChainRequest(IReadOnlyList<ChainStart> Start, ChainPolicy Policy)
{
    /// <summary>Credentials that came with the request; used before any others, as far as the chain leads to them.</summary>
    public IReadOnlyList<ChainDocument> Supplied { get; init; } = [];

    /// <summary>The time for which is asked; null for now. Revocations and keys are always those of now: older ones nobody keeps.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>How much may be looked at and fetched.</summary>
    public ChainBudgets Budgets { get; init; } = new();

    /// <summary>Whether links, services of DID documents and link sets are followed to other hosts; off unless asked for.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The checks that each credential must pass.</summary>
    public VerificationProfile Profile { get; init; } = VerificationProfile.Untp;
}

/// <summary>Where a chain starts: exactly one of an identifier and a credential.</summary>
/// <param name="Identifier">A credential's id, or the URI of a product, a facility or a party; null when a credential is given.</param>
/// <param name="Document">The credential; null when an identifier is given.</param>
public sealed record ChainStart(string? Identifier, ChainDocument? Document)
{
    /// <summary>Starts at whatever is known under this id.</summary>
    public static ChainStart At(string identifier) => new(identifier, null);

    /// <summary>Starts at a credential.</summary>
    public static ChainStart With(ChainDocument document) => new(null, document);
}

/// <summary>A credential as received and not yet read.</summary>
/// <param name="Bytes">The bytes; must not change while the chain is verified.</param>
/// <param name="MediaType">One of <see cref="MediaTypes"/>, without parameters.</param>
/// <param name="Location">Where it came from (a file, a gateway's id), repeated in the report; null when there is nothing to say.</param>
public sealed record ChainDocument(ReadOnlyMemory<byte> Bytes, string MediaType, string? Location = null)
{
    /// <summary>The bytes of a credential that was read already.</summary>
    public static ChainDocument Of(Credential credential) => new(credential.Bytes, credential.MediaType);
}

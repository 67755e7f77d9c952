using Gateway.Hosting;

namespace Gateway.Issuing;

/// <summary>Who asks.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="KeyId">Its API key; null for the gateway itself.</param>
internal sealed record DidCaller(string TenantId, string? KeyId);

/// <summary>What became of a use: the DID and its document, or the answer that refuses it.</summary>
internal sealed record DidOutcome(ManagedDid? Did, byte[]? Document, Answer? Refusal)
{
    public static implicit operator DidOutcome(Answer refusal) => new(null, null, refusal);
}

using Gateway.Hosting;
using Untp.Credentials.Dids;

namespace Gateway.Issuing;

/// <summary>The changes of a DID, as functions of what it was: each says what it is then, or why it cannot be.</summary>
internal static class DidSteps
{
    public static DidStep Describe(ManagedDid did, ProfileRequest request)
    {
        var (profile, refusal) = DidParts.ReadProfile(request.AlsoKnownAs, request.Services);
        return refusal is not null ? refusal
            : did.Kind == DidKind.Key ? NotOfKeys()
            : new DidStep("did.described", did with { Profile = profile! }, null);
    }

    /// <summary>The new key signs, and the old one stays published; on another's domain only once the new one is published there.</summary>
    public static DidStep Rotate(ManagedDid did, Func<KeyState, ManagedKey> make, int maxKeys)
    {
        if (did.Kind == DidKind.Key)
        {
            return NotOfKeys();
        }

        if (did.Keys.Any(key => key.State == KeyState.Pending))
        {
            return NotNow("a new key waits to be published already: publish the document, then check it");
        }

        if (did.Keys.Count(key => key.State != KeyState.Retired) >= maxKeys)
        {
            return NotNow($"its document lists {maxKeys} keys already: retire old ones first");
        }

        var added = make(did.Kind == DidKind.External ? KeyState.Pending : KeyState.Signing);
        var kept = added.State == KeyState.Signing ? Ended(did, added.CreatedAt) : did.Keys;
        return new DidStep("key.added", did with { Keys = [.. kept, added] }, added.Id);
    }

    /// <summary>The key is published no more; what it signed cannot be verified from then on.</summary>
    public static DidStep Retire(ManagedDid did, string keyId, DateTimeOffset now) => Find(did, keyId) switch
    {
        null => Problems.NotFound(),
        { State: KeyState.Retired } => NotNow("the key is retired already"),
        { State: KeyState.Signing } when did.Kind != DidKind.Key => NotNow("the key signs: make a new one first, or revoke it"),
        var key => With(did, "key.retired", key, KeyState.Retired, now),
    };

    /// <summary>The key is published as revoked: what it signed fails from then on.</summary>
    public static DidStep Revoke(ManagedDid did, string keyId, DateTimeOffset now) =>
        did.Kind == DidKind.Key
            ? NotNow("a did:key cannot be revoked, as nobody who verifies would learn of it: retire it, and revoke its credentials")
            : Find(did, keyId) switch
            {
                null => Problems.NotFound(),
                { State: KeyState.Revoked or KeyState.Retired } => NotNow("the key is revoked or retired already"),
                var key => With(did, "key.revoked", key, KeyState.Revoked, now),
            };

    /// <summary>The key that waits signs, once both of its methods are in the document that is published.</summary>
    public static DidStep GoLive(ManagedDid did, DidResolution published, DateTimeOffset now)
    {
        var key = did.Keys.FirstOrDefault(k => k.State == KeyState.Pending) ?? did.SigningKey;
        if (key is null)
        {
            return NotNow("it has no key that signs or waits to: make one");
        }

        if (FindFault(did, key, published) is { } fault)
        {
            return Problems.Unprocessable(ProblemCodes.NotLive, fault);
        }

        var kept = key.State == KeyState.Pending ? Ended(did, now) : did.Keys;
        var keys = kept.Select(k => k.Id == key.Id ? k with { State = KeyState.Signing, ChangedAt = now } : k).ToList();
        return new DidStep("did.live", did with { Keys = keys }, key.Id);
    }

    private static string? FindFault(ManagedDid did, ManagedKey key, DidResolution published)
    {
        if (published.Document is not { } document)
        {
            return published.Problem!.Detail;
        }

        string[] wanted = [DidDocumentText.TokenMethod(did, key), DidDocumentText.ProofMethod(did, key)];
        var missing = wanted.FirstOrDefault(id => !document.AssertionMethod.Contains(id)
            || !document.VerificationMethods.Any(m => m.Id == id && m.Controller == did.Did && m.Key is { } theirs
                && theirs.ToMultibase() == key.Public.ToMultibase()));
        return missing is null ? null : $"the document that is published has no {missing} with this key under assertionMethod";
    }

    private static List<ManagedKey> Ended(ManagedDid did, DateTimeOffset now) =>
        [.. did.Keys.Select(k => k.State == KeyState.Signing ? k with { State = KeyState.Verifying, Sealed = null, ChangedAt = now } : k)];

    private static DidStep With(ManagedDid did, string kind, ManagedKey key, KeyState state, DateTimeOffset now) => new(
        kind,
        did with { Keys = [.. did.Keys.Select(k => k.Id == key.Id ? k with { State = state, Sealed = null, ChangedAt = now } : k)] },
        key.Id);

    private static ManagedKey? Find(ManagedDid did, string keyId) => did.Keys.FirstOrDefault(key => key.Id == keyId);

    private static DidStep NotOfKeys() => NotNow("a did:key is its key, and its document follows from it: add another DID");

    private static DidStep NotNow(string detail) => Problems.Conflict(ProblemCodes.NotNow, detail);
}

/// <summary>A change: what the DID is then, or the answer that refuses it.</summary>
/// <param name="Kind">What the event log calls it.</param>
/// <param name="Did">The DID then.</param>
/// <param name="KeyId">The key that it is about.</param>
internal sealed record DidStep(string Kind, ManagedDid? Did, string? KeyId)
{
    public Answer? Refusal { get; private init; }

    public string? Reason { get; init; }

    public static implicit operator DidStep(Answer refusal) => new("", null, null) { Refusal = refusal };
}

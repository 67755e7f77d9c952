using Untp.Credentials.Dids;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Untp.Credentials.Proofs;

/// <summary>
/// Finds the key that a proof names among those by which its controller may sign (Controlled Identifiers 1.0 clause 3.3), and nowhere
/// else. For a token, the controller is the issuer.
/// </summary>
internal sealed class IssuerKeys(DidResolver dids)
{
    /// <summary>The key of who signs for what is signed, or why there is none.</summary>
    /// <param name="issuer">The credential's issuer, or the presentation's holder.</param>
    /// <param name="method">The verification method's DID URL, relative to the issuer or absolute; null for the only fitting one.</param>
    /// <param name="role">Which of the two, and so for what the key is used.</param>
    /// <param name="type">The kind of key that the proof's algorithm needs.</param>
    /// <param name="fetcher">The caller's way out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IssuerKey> FindAsync(
        string issuer, string? method, SecuredRole role, KeyType type, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        var id = method?.StartsWith('#') == true ? issuer + method : method;
        if (id is not null && FindForeignness(issuer, role, id) is { } foreign)
        {
            return IssuerKey.None(foreign);
        }

        var resolution = await dids.ResolveAsync(issuer, fetcher, cancellationToken).ConfigureAwait(false);
        return resolution.Document is not { } document
            ? new IssuerKey(null, resolution.Problem, resolution.IsUndecided)
            : id is null ? ChooseOnly(document, role, type) : Choose(document, id, role.Purpose, type);
    }

    /// <summary>The key of a verification method by which its controller may sign for a purpose, or why there is none.</summary>
    /// <param name="controller">The DID of the method's DID URL.</param>
    /// <param name="method">The DID URL.</param>
    /// <param name="purpose">One of <see cref="ProofPurposes"/>.</param>
    /// <param name="type">The kind of key that the proof's algorithm needs.</param>
    /// <param name="fetcher">The caller's way out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IssuerKey> FindAsync(
        string controller, string method, string purpose, KeyType type, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        var resolution = await dids.ResolveAsync(controller, fetcher, cancellationToken).ConfigureAwait(false);
        return resolution.Document is { } document
            ? Choose(document, method, purpose, type)
            : new IssuerKey(null, resolution.Problem, resolution.IsUndecided);
    }

    /// <summary>A key of another DID, and what is no DID URL of a key at all, is refused before anything is fetched.</summary>
    private static Problem? FindForeignness(string issuer, SecuredRole role, string id)
    {
        if (!DidUrl.TryParse(id, out var url) || string.IsNullOrEmpty(url.Fragment))
        {
            return ProofProblems.BadMethod($"\"{Excerpt.Of(id)}\" names no key: a DID URL with a fragment does");
        }

        return url.Did == issuer
            ? null
            : ProofProblems.Insecure($"the key \"{Excerpt.Of(id)}\" is not one of the {role.Signer} {Excerpt.Of(issuer)}");
    }

    private static IssuerKey Choose(DidDocument document, string id, string purpose, KeyType type)
    {
        var shown = Excerpt.Of(id);
        if (document.VerificationMethods.FirstOrDefault(m => m.Id == id) is not { } method)
        {
            return IssuerKey.None(ProofProblems.BadMethod($"the DID document has no verification method {shown}"));
        }

        if (!Listed(document, purpose).Contains(id))
        {
            return IssuerKey.None(ProofProblems.WrongPurpose($"the DID document does not list {shown} under {purpose}"));
        }

        if (method.Controller != document.Id)
        {
            return IssuerKey.None(ProofProblems.BadMethod(
                $"{shown} is controlled by \"{Excerpt.Of(method.Controller)}\", not by the DID in whose document it stands"));
        }

        if (method.Key is not { } key)
        {
            return IssuerKey.None(ProofProblems.BadMethod($"the key of {shown} cannot be read: {method.KeyProblem}"));
        }

        return key.Type == type
            ? new IssuerKey(key, null, false)
            : IssuerKey.None(ProofProblems.Insecure($"the key {shown} is of type {key.Type}; the proof's algorithm needs {type}"));
    }

    private static IReadOnlyCollection<string> Listed(DidDocument document, string purpose) =>
        purpose == ProofPurposes.Authentication ? document.Authentication : document.AssertionMethod;

    private static IssuerKey ChooseOnly(DidDocument document, SecuredRole role, KeyType type)
    {
        VerificationKey? only = null;
        foreach (var method in document.VerificationMethods)
        {
            if (method.Key is not { } key
                || key.Type != type
                || method.Controller != document.Id
                || !Listed(document, role.Purpose).Contains(method.Id))
            {
                continue;
            }

            if (only is not null)
            {
                return IssuerKey.None(ProofProblems.BadMethod(
                    $"the proof names no key, and the {role.Signer} has more than one of type {type}"));
            }

            only = key;
        }

        return only is not null
            ? new IssuerKey(only, null, false)
            : IssuerKey.None(ProofProblems.BadMethod(
                $"the proof names no key, and no key of the {role.Signer} of type {type} may sign it"));
    }
}

/// <summary>The answer of <see cref="IssuerKeys"/>: exactly one of a key and a problem.</summary>
/// <param name="Key">The key.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="IsUndecided">Whether asking again may help.</param>
internal readonly record struct IssuerKey(VerificationKey? Key, Problem? Problem, bool IsUndecided)
{
    public static IssuerKey None(Problem problem) => new(null, problem, false);
}

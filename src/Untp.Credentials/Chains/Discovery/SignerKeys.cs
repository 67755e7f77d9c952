using System.Collections.Concurrent;
using System.Text;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>The DID documents of one audit: each resolved once, and its keys in a form that can be compared with an earlier one.</summary>
internal sealed class SignerKeys(DidResolver dids, IDocumentFetcher fetcher)
{
    private readonly ConcurrentDictionary<string, Signer> _known = new(StringComparer.Ordinal);

    /// <summary>The documents of the DIDs that were asked for so far; null for those that could not be had.</summary>
    public IReadOnlyDictionary<string, DidDocument?> Documents => _known.ToDictionary(known => known.Key, known => known.Value.Document);

    /// <summary>What is known of a DID now.</summary>
    public ValueTask<Signer> FindAsync(string did, CancellationToken cancellationToken) =>
        _known.TryGetValue(did, out var known) ? ValueTask.FromResult(known) : ResolveAsync(did, cancellationToken);

    private async ValueTask<Signer> ResolveAsync(string did, CancellationToken cancellationToken)
    {
        var document = (await dids.ResolveAsync(did, fetcher, cancellationToken).ConfigureAwait(false)).Document;
        return _known[did] = new Signer(did, document, document is null ? null : Describe(document));
    }

    private static string Describe(DidDocument document)
    {
        var text = new StringBuilder(256);
        foreach (var method in document.VerificationMethods)
        {
            text.Append(method.Id).Append('\n').Append(method.Controller).Append('\n').Append(method.Key?.ToMultibase()).Append('\n');
        }

        return text.AppendJoin(' ', document.AssertionMethod).Append('\n').AppendJoin(' ', document.Authentication).ToString();
    }
}

/// <summary>A DID and what its document said.</summary>
/// <param name="Did">The DID.</param>
/// <param name="Document">The document; null when there is none to be had.</param>
/// <param name="Keys">What of it decides whether a signature holds, as one text; null when there is no document.</param>
internal sealed record Signer(string Did, DidDocument? Document, string? Keys)
{
    /// <summary>A list of this one alone, which is what most credentials have.</summary>
    public Signer[] Alone => field ??= [this];
}

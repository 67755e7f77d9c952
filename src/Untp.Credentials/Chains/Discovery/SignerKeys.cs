using System.Collections.Concurrent;
using System.Text;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>The DID documents of one audit: each resolved once, and its keys in a form that can be compared with an earlier one.</summary>
internal sealed class SignerKeys(DidResolver dids, IDocumentFetcher fetcher)
{
    private readonly ConcurrentDictionary<string, (DidDocument? Document, string? Keys)> _known = new(StringComparer.Ordinal);

    /// <summary>What a DID's document says; null when there is none to be had.</summary>
    public async ValueTask<DidDocument?> DocumentAsync(string did, CancellationToken cancellationToken) =>
        (await GetAsync(did, cancellationToken).ConfigureAwait(false)).Document;

    /// <summary>The document as far as it was resolved already.</summary>
    public DidDocument? Known(string did) => _known.TryGetValue(did, out var known) ? known.Document : null;

    /// <summary>What of a DID's document decides whether a signature holds, as one text; null when there is no document.</summary>
    public async ValueTask<string?> KeysAsync(string did, CancellationToken cancellationToken) =>
        (await GetAsync(did, cancellationToken).ConfigureAwait(false)).Keys;

    private async ValueTask<(DidDocument? Document, string? Keys)> GetAsync(string did, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(did, out var known))
        {
            return known;
        }

        var document = (await dids.ResolveAsync(did, fetcher, cancellationToken).ConfigureAwait(false)).Document;
        known = (document, document is null ? null : Describe(document));
        _known[did] = known;
        return known;
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

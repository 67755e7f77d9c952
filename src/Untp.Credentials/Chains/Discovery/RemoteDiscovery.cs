using Untp.Credentials.Chains.Facts;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>
/// Looks beyond this host for what is not known here: the ends of links, the services of DID documents, the link sets of identifiers.
/// The latter two give more links, which are followed as others are.
/// </summary>
internal sealed class RemoteDiscovery(BudgetedFetcher fetcher, SignerKeys keys, int parallel)
{
    // hosts are waited for, not computed
    private const int MinParallel = 8;

    private static readonly string[] s_linkSetTypes = ["linkset", "LinkSet", "idr", "IdentityResolver"];

    /// <summary>What was found for each of these wants. Where the budget ends, the rest is left.</summary>
    public async Task<RemoteFindings[]> FollowAsync(IReadOnlyList<Want> wants, CancellationToken cancellationToken)
    {
        var found = wants.Select(_ => new RemoteFindings()).ToArray();
        var atOnce = Math.Max(parallel, MinParallel);
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForAsync(0, wants.Count, options, async (i, token) =>
            {
                try
                {
                    await FollowAsync(wants[i], found[i], token).ConfigureAwait(false);
                }
                catch (FetchLimitException fault) when (wants[i].IsLink)
                {
                    found[i].Broken.Add((wants[i], fault.Message));
                }
                catch (FetchLimitException)
                {
                    // that the budget is used up is told once, for everything that was not looked for
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // out of time, or nobody waits any more: whoever cancelled knows which
        }

        return found;
    }

    private Task FollowAsync(Want want, RemoteFindings found, CancellationToken cancellationToken) => want.Sought.Kind switch
    {
        SoughtKind.Credential => want.IsLink ? FollowLinkAsync(want, found, cancellationToken) : Task.CompletedTask,
        SoughtKind.Party => FollowServicesAsync(want, found, cancellationToken),
        _ => FollowLinkSetAsync(want, want.Identifier, found, cancellationToken),
    };

    private async Task FollowLinkAsync(Want want, RemoteFindings found, CancellationToken cancellationToken)
    {
        if (Url(want.Identifier) is not { } url)
        {
            found.Broken.Add((want, "it is not held here, and is no address that could be asked"));
            return;
        }

        var answer = await fetcher.FetchAsync(url, DocumentKind.Credential, cancellationToken).ConfigureAwait(false);
        if (answer.Body is not { } body)
        {
            found.Broken.Add((want, answer.Failure!));
        }
        else if (FetchedCredential.MediaTypeOf(body.Span, answer.ContentType) is not { } mediaType)
        {
            found.Broken.Add((want, "what is there is neither a JSON object nor a token"));
        }
        else
        {
            var bytes = FetchedCredential.BytesOf(body, mediaType);
            found.Candidates.Add(Candidate.Of(bytes, mediaType, want, want.Source, want.Identifier));
        }
    }

    private async Task FollowServicesAsync(Want want, RemoteFindings found, CancellationToken cancellationToken)
    {
        if (!DidUrl.IsDid(want.Identifier)
            || (await keys.FindAsync(want.Identifier, cancellationToken).ConfigureAwait(false)).Document is not { } document)
        {
            return;
        }

        foreach (var service in document.Services)
        {
            if (service.Types.Any(LinkReader.IsCredentialType))
            {
                found.Add(want, service.Endpoints, CredentialSource.DidService);
            }
            else if (service.Types.Any(type => s_linkSetTypes.Contains(type)))
            {
                foreach (var endpoint in service.Endpoints)
                {
                    await ReadLinkSetAsync(want, endpoint, CredentialSource.DidService, found, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>The links of an identifier, as an identity resolver gives them (UNTP IDR-07: <c>linkType=linkset</c>).</summary>
    private Task FollowLinkSetAsync(Want want, string identifier, RemoteFindings found, CancellationToken cancellationToken)
    {
        var separator = identifier.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return identifier.Contains('#', StringComparison.Ordinal)
            ? Task.CompletedTask
            : ReadLinkSetAsync(want, $"{identifier}{separator}linkType=linkset", CredentialSource.LinkSet, found, cancellationToken);
    }

    /// <summary>An identifier need not have a link set: that there is none is no fault.</summary>
    private async Task ReadLinkSetAsync(
        Want want, string address, CredentialSource source, RemoteFindings found, CancellationToken cancellationToken)
    {
        if (Url(address) is not { } url)
        {
            return;
        }

        var answer = await fetcher.FetchAsync(url, DocumentKind.LinkSet, cancellationToken).ConfigureAwait(false);
        if (answer.Body is { } body && LinkSet.TryRead(body, out var links, out _))
        {
            found.Add(want, links, source);
        }
    }

    private static Uri? Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url : null;
}

/// <summary>What was found beyond this host for one want.</summary>
internal sealed class RemoteFindings
{
    /// <summary>Documents that came.</summary>
    public List<Candidate> Candidates { get; } = [];

    /// <summary>More to look for.</summary>
    public List<Want> Wants { get; } = [];

    /// <summary>Links that led to nothing, and why.</summary>
    public List<(Want Want, string Reason)> Broken { get; } = [];

    /// <summary>Adds links that were found for a want.</summary>
    public void Add(Want want, IEnumerable<string> links, CredentialSource source)
    {
        foreach (var link in links)
        {
            Wants.Add(new Want(new Sought(link, SoughtKind.Credential), want.Depth + 1, source, null));
        }
    }
}

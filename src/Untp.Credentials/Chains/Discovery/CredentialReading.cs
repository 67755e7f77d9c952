using Untp.Credentials.Chains.Facts;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>Reads and verifies one credential, or as much of that as was not done before and cannot have changed.</summary>
internal sealed class CredentialReading(
    CredentialVerifier verifier, ChainCache cache, SignerKeys keys, IDocumentFetcher fetcher, VerificationOptions options)
{
    private static readonly Problem s_gone = new("about:blank", "Credential not read", "it is no longer where it was kept");

    private int _remembered;

    /// <summary>How many were not verified anew.</summary>
    public int RememberedCount => Volatile.Read(ref _remembered);

    /// <summary>The credential as a member, or, when it is not wanted, what it says.</summary>
    /// <param name="candidate">The document.</param>
    /// <param name="isWanted">Whether what it says belongs to the chain, as far as that is known now.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<(Member? Member, Candidate? Unwanted)> ReadAsync(
        Candidate candidate, Func<Candidate, CredentialFacts, bool> isWanted, CancellationToken cancellationToken)
    {
        var key = $"{candidate.Digest} {candidate.MediaType} {options.Profile.Name}";
        if (cache.Find(key) is { } known)
        {
            if (!isWanted(candidate, known.Facts))
            {
                return (null, candidate with { Facts = known.Facts });
            }

            if (await VerifyAgainAsync(known, cancellationToken).ConfigureAwait(false) is { } report)
            {
                Interlocked.Increment(ref _remembered);
                return (Verified(candidate, known.Facts, report), null);
            }
        }

        if (await candidate.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return (Unverified(candidate, null, s_gone, Standing.Unknown), null);
        }

        if (!Credential.TryParse(bytes, candidate.MediaType, ParsingLimits.Default, out var credential, out var problem))
        {
            return (Unverified(candidate, null, problem, Standing.Unsound), null);
        }

        using (credential)
        {
            var facts = FactsReader.Read(credential, Member.IdOf(credential.Id, candidate.Digest), cache.Texts);
            if (!isWanted(candidate, facts))
            {
                cache.Keep(key, new Remembered(facts, Remembered.OutlineOf(credential), null, [], default), bytes.Length);
                return (null, candidate with { Facts = facts });
            }

            return (await VerifyAsync(candidate, credential, facts, key, cancellationToken).ConfigureAwait(false), null);
        }
    }

    private async ValueTask<Member> VerifyAsync(
        Candidate candidate, Credential credential, CredentialFacts facts, string key, CancellationToken cancellationToken)
    {
        try
        {
            var report = await verifier.VerifyAsync(credential, options, fetcher, cancellationToken).ConfigureAwait(false);
            var member = Verified(candidate, facts, report);
            var window = member.IsGenuine ? ProofWindow.Of(credential) : null;
            if (window is not null && await SignersAsync(facts, report, cancellationToken).ConfigureAwait(false) is { } signers)
            {
                var what = new Remembered(facts, Remembered.OutlineOf(credential), report, signers, window.Value);
                cache.Keep(key, what, credential.Bytes.Length);
            }

            return member;
        }
        catch (FetchLimitException fault)
        {
            return Unverified(candidate, facts, new Problem("about:blank", "Not verified", fault.Message), Standing.Unknown);
        }
    }

    /// <summary>The earlier report with period and status of now; null when it cannot be relied on.</summary>
    private async ValueTask<VerificationReport?> VerifyAgainAsync(Remembered known, CancellationToken cancellationToken)
    {
        if (known.Report is not { } earlier || !known.Window.Includes(options.At!.Value))
        {
            return null;
        }

        try
        {
            foreach (var (did, then) in known.Signers)
            {
                if (await keys.KeysAsync(did, cancellationToken).ConfigureAwait(false) != then)
                {
                    return null;
                }
            }

            return known.HoldsAsItWas(options.At.Value)
                ? earlier
                : await verifier.VerifyAgainAsync(known.ToOutline(), earlier, options, fetcher, cancellationToken).ConfigureAwait(false);
        }
        catch (FetchLimitException)
        {
            // verified as if for the first time, it says for itself what is missing
            return null;
        }
    }

    /// <summary>Issuer and signers with their keys; null when a document is gone already.</summary>
    private async ValueTask<IReadOnlyList<(string Did, string Keys)>?> SignersAsync(
        CredentialFacts facts, VerificationReport report, CancellationToken cancellationToken)
    {
        var dids = report.Proofs.Select(p => DidUrl.TryParse(p.VerificationMethod, out var url) ? url.Did : null)
            .Append(facts.Issuer).OfType<string>().Distinct();
        var signers = new List<(string, string)>();
        foreach (var did in dids)
        {
            if (await keys.KeysAsync(did, cancellationToken).ConfigureAwait(false) is not { } then)
            {
                return null;
            }

            signers.Add((did, then));
        }

        return signers;
    }

    private static Member Verified(Candidate candidate, CredentialFacts facts, VerificationReport report) =>
        Member.Verified(candidate.Digest, facts, candidate.Want, candidate.Source, candidate.Location, report);

    private static Member Unverified(Candidate candidate, CredentialFacts? facts, Problem problem, Standing standing) =>
        Member.Unverified(candidate.Digest, facts, candidate.Want, candidate.Source, candidate.Location, problem, standing);
}

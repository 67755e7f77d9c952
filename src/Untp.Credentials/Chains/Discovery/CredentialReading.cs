using System.Collections.Concurrent;
using Untp.Credentials.Chains.Facts;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>Reads and verifies one credential, or as much of that as was not done before and cannot have changed.</summary>
internal sealed class CredentialReading(
    CredentialVerifier verifier, ChainCache cache, SignerKeys keys, IDocumentFetcher fetcher, VerificationOptions options)
{
    private readonly ConcurrentDictionary<string, VerificationReport> _bare = new(StringComparer.Ordinal);
    private readonly string _profile = options.Profile.Name;

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
        var readAs = new ReadAs(candidate.MediaType, _profile);
        if (cache.Find(candidate.Digest, readAs) is { } known)
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
                var what = new Remembered(readAs, facts, Remembered.OutlineOf(credential, facts), null, [], default);
                cache.Keep(candidate.Digest, what, bytes.Length);
                return (null, candidate with { Facts = facts });
            }

            return (await VerifyAsync(candidate, credential, facts, cancellationToken).ConfigureAwait(false), null);
        }
    }

    private async ValueTask<Member> VerifyAsync(
        Candidate candidate, Credential credential, CredentialFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            var report = Shared(await verifier.VerifyAsync(credential, options, fetcher, cancellationToken).ConfigureAwait(false));
            var member = Verified(candidate, facts, report);
            var window = member.IsGenuine ? ProofWindow.Of(credential) : null;
            if (window is not null && await SignersAsync(facts, report, cancellationToken).ConfigureAwait(false) is { } signers)
            {
                var readAs = new ReadAs(candidate.MediaType, _profile);
                var what = new Remembered(readAs, facts, Remembered.OutlineOf(credential, facts), report, signers, window.Value);
                cache.Keep(candidate.Digest, what, credential.Bytes.Length);
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
            foreach (var then in known.Signers)
            {
                var now = await keys.FindAsync(then.Did, cancellationToken).ConfigureAwait(false);
                if (now.Keys != then.Keys)
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
    private async ValueTask<Signer[]?> SignersAsync(
        CredentialFacts facts, VerificationReport report, CancellationToken cancellationToken)
    {
        Signer[] signers = [];
        var proofs = report[CheckNames.Proof].Proofs;
        for (var i = -1; i < proofs.Count; i++)
        {
            var did = i < 0 || IsKeyOf(facts.Issuer, proofs[i].VerificationMethod) ? facts.Issuer : DidOf(proofs[i]);
            if (did is null || IsAmong(signers, did))
            {
                continue;
            }

            var signer = await keys.FindAsync(did, cancellationToken).ConfigureAwait(false);
            if (signer.Keys is null)
            {
                return null;
            }

            signers = signers.Length == 0 ? signer.Alone : [.. signers, signer];
        }

        return signers;
    }

    private static bool IsAmong(Signer[] signers, string did)
    {
        foreach (var signer in signers)
        {
            if (signer.Did == did)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a key is the DID's, as most credentials' keys are their issuer's; nothing is taken apart to see it.</summary>
    private static bool IsKeyOf(string? did, string? method) =>
        did is not null
        && method is not null
        && method.Length > did.Length
        && method[did.Length] == '#'
        && method.StartsWith(did, StringComparison.Ordinal);

    private static string? DidOf(ProofResult proof) => DidUrl.TryParse(proof.VerificationMethod, out var url) ? url.Did : null;

    /// <summary>Reports in which everything passed and nothing is told are equal for all that one key signed: one will do.</summary>
    private VerificationReport Shared(VerificationReport report)
    {
        if (!report.IsVerified
            || report[CheckNames.Proof] is not { Warnings.Count: 0, Proofs: [var proof] }
            || proof is not { CanonicalHash: null, Problems.Count: 0, VerificationMethod: { } key })
        {
            return report;
        }

        if (!_bare.TryGetValue(key, out var known))
        {
            return report.Checks.All(IsBare) ? _bare.GetOrAdd(key, report) : report;
        }

        for (var i = 0; i < report.Checks.Count; i++)
        {
            if (!ReferenceEquals(report.Checks[i], known.Checks[i]) && report.Checks[i].Check != CheckNames.Proof)
            {
                return report;
            }
        }

        return proof == known[CheckNames.Proof].Proofs[0] ? known : report;
    }

    private static bool IsBare(CheckResult check) =>
        check.Check == CheckNames.Proof
            ? check.Warnings.Count == 0
            : ReferenceEquals(check, CheckResult.Passed(check.Check)) || ReferenceEquals(check, CheckResult.Skipped(check.Check));

    private static Member Verified(Candidate candidate, CredentialFacts facts, VerificationReport report) =>
        Member.Verified(candidate.Digest, facts, candidate.Want, candidate.Source, candidate.Location, report);

    private static Member Unverified(Candidate candidate, CredentialFacts? facts, Problem problem, Standing standing) =>
        Member.Unverified(candidate.Digest, facts, candidate.Want, candidate.Source, candidate.Location, problem, standing);
}

using System.Text.Json;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>
/// Verifies every embedded proof of a credential (Data Integrity 1.0 clause 4.5). One of them at least is an assertion of the issuer's
/// own; the others are by whoever controls their key. Others' DID documents are fetched only once the issuer's own proofs hold, so that
/// nobody can have documents fetched by a credential that he made up. Safe to share.
/// </summary>
internal sealed class DataIntegrityVerifier(DataIntegrityAlgorithms algorithms, IssuerKeys keys, ProofLimits limits)
{
    private const string Pointer = "/proof";

    /// <summary>The verdict on all proofs, and on each.</summary>
    /// <param name="context">The credential, and what the caller asked.</param>
    /// <param name="proof">Its member <c>proof</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public async ValueTask<CheckResult> VerifyAsync(CheckContext context, JsonElement proof, CancellationToken cancellationToken)
    {
        if (FindFault(proof) is { } fault)
        {
            return CheckResult.Failed(CheckNames.Proof, ProofProblems.Malformed(fault, Pointer));
        }

        // clause 4.5 steps 1 to 3.2; a single proof is a set of one
        ProofTrial[] trials = proof.ValueKind == JsonValueKind.Array
            ? [.. proof.EnumerateArray().Select((item, i) => new ProofTrial(item, $"{Pointer}/{i}"))]
            : [new ProofTrial(proof, Pointer)];
        ProofChains.Link(trials);
        foreach (var trial in trials.Where(t => t.Proof is not null))
        {
            DataIntegrityAlgorithms.CheckOptions(trial, context);
        }

        var problem = FindFault(trials, context.Credential.Issuer, context.Credential.Role);
        if (problem is null)
        {
            await VerifyAllAsync(trials, context, cancellationToken).ConfigureAwait(false);
            problem = FindUncovered(trials, context.Credential.Issuer, context.Credential.Role);
        }

        return Conclude(trials, problem, context.Options);
    }

    private string? FindFault(JsonElement proof) => proof.ValueKind switch
    {
        JsonValueKind.Object => null,
        JsonValueKind.Array when proof.GetArrayLength() == 0 => "proof is an object, or an array of objects that is not empty",
        JsonValueKind.Array when proof.GetArrayLength() > limits.MaxProofs =>
            $"there are {proof.GetArrayLength()} proofs; at most {limits.MaxProofs} are looked at",
        JsonValueKind.Array => null,
        _ => "proof is an object, or an array of objects that is not empty",
    };

    /// <summary>What can be said of the proofs together before any of them is verified.</summary>
    private Problem? FindFault(ProofTrial[] trials, string? issuer, SecuredRole role)
    {
        if (issuer is null)
        {
            return ProofProblems.Insecure($"there is no {role.Signer} whose key could be looked up", "/" + role.Signer);
        }

        // where none can be read, that is what is to be said
        if (trials.Any(t => t.Proof is not null) && !trials.Any(t => t.IsBy(issuer, role)))
        {
            return ProofProblems.Insecure(
                $"none of the proofs is an {role.Purpose} proof by a key of the {role.Signer} {Excerpt.Of(issuer)}", Pointer);
        }

        var others = trials.Select(t => t.Proof?.Controller).OfType<string>().Where(did => did != issuer).Distinct().Count();
        return others > limits.MaxOtherDids
            ? ProofProblems.Unproven(
                $"there are proofs of {others} DIDs besides the issuer; at most {limits.MaxOtherDids} are looked up", Pointer)
            : null;
    }

    /// <summary>The issuer's own proofs, then those of others.</summary>
    private async ValueTask VerifyAllAsync(ProofTrial[] trials, CheckContext context, CancellationToken cancellationToken)
    {
        var issuer = context.Credential.Issuer;
        var unsecured = new InputDocument(context.Credential.Claims, [], context.Credential.Role);
        foreach (var trial in trials.OrderBy(t => t.Proof?.Controller != issuer).ThenBy(t => t.Previous.Count > 0).Where(t => t.IsOpen))
        {
            if (trial.Proof!.Controller != issuer && !MayFetchForOthers(trials, issuer, context.Credential.Role))
            {
                trial.Skip("it is another's, and not looked at as long as those of who signs do not hold");
            }
            else if (trial.Previous.Count > 0 && trials.Any(t => t.Verdict == Verdict.Failed))
            {
                trial.Skip("it builds on another proof, and was not looked at because one has failed");
            }
            else
            {
                // clause 4.5 step 3.3
                var input = trial.Previous.Count == 0
                    ? unsecured
                    : new InputDocument(
                        context.Credential.Claims, [.. trial.Previous.Select(p => p.Proof!.Element)], context.Credential.Role);
                await algorithms.VerifyProofAsync(trial, input, keys, context.Fetcher, cancellationToken).ConfigureAwait(false);
            }
        }

        ProofChains.Propagate(trials);
    }

    private static bool MayFetchForOthers(ProofTrial[] trials, string? issuer, SecuredRole role) =>
        trials.All(t => t.Verdict != Verdict.Failed) && trials.Any(t => t.Verdict == Verdict.Passed && t.IsBy(issuer, role));

    /// <summary>
    /// What was verified has the contexts of the proof (EdDSA Cryptosuites 1.0 clause 3.3.2 step 4.2); what is read has those of the
    /// document. Where the issuer signed fewer, somebody added the others.
    /// </summary>
    private static Problem? FindUncovered(ProofTrial[] trials, string? issuer, SecuredRole role)
    {
        var own = trials.Where(t => t.Verdict == Verdict.Passed && t.IsBy(issuer, role)).ToArray();
        return own.Length > 0 && !own.Any(t => t.CoversContext)
            ? ProofProblems.Unproven($"no proof of the {role.Signer} covers every entry of @context", "/@context")
            : null;
    }

    private static CheckResult Conclude(ProofTrial[] trials, Problem? problem, VerificationOptions options)
    {
        foreach (var trial in trials.Where(t => t.IsOpen))
        {
            trial.Skip("it was not looked at, because no proof of this credential could make up for what else is wrong");
        }

        var verdict = problem is null ? DataIntegrityAlgorithms.Combine(trials) : Verdict.Failed;
        Problem[] problems = [.. trials.Where(t => t.Verdict == verdict).SelectMany(t => t.Problems).Distinct()];
        return new CheckResult(
            CheckNames.Proof,
            verdict,
            problem is null ? problems : [problem, .. problems],
            [.. trials.SelectMany(t => t.Warnings).Distinct(), .. WarnOfBounds(trials, options)])
        {
            Proofs = [.. trials.Select(t => t.ToResult())],
        };
    }

    /// <summary>A proof for some domain or challenge says so in vain where nobody says which one this is.</summary>
    private static IEnumerable<Problem> WarnOfBounds(ProofTrial[] trials, VerificationOptions options)
    {
        if (options.Domain is null && trials.Any(t => t.Proof?.Domain is not null))
        {
            yield return ProofProblems.WrongDomain("a proof is meant for a domain, and the caller did not say which one this is", Pointer);
        }

        if (options.Challenge is null && trials.Any(t => t.Proof?.Challenge is not null))
        {
            yield return ProofProblems.WrongChallenge("a proof answers a challenge, and the caller did not say which was given", Pointer);
        }
    }
}

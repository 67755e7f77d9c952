using System.Text.Json;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>
/// The algorithms of Data Integrity 1.0 (W3C Recommendation), clauses 4.2 to 4.5. Reading (clause 4.4 steps 1 to 4) is done by
/// <see cref="EmbeddedProofReader"/>, what a credential asks of its proofs by <see cref="DataIntegrityVerifier"/>. Safe to share.
/// </summary>
internal sealed class DataIntegrityAlgorithms(EddsaAlgorithms suites)
{
    /// <summary>Clause 4.3, Add Proof Set/Chain, of which clause 4.2, Add Proof, is the case of a document without any proof.</summary>
    /// <param name="secured">The document, with the proofs that it may have.</param>
    /// <param name="role">What it is.</param>
    /// <param name="options">The new proof's options.</param>
    /// <param name="signer">Its key.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <returns>The new proof, to be put behind the others (clause 4.3 steps 8 and 9).</returns>
    /// <exception cref="ArgumentException">The options are no proof's, or the document cannot be signed with them.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> AddProofAsync(
        JsonElement secured, SecuredRole role, ProofOptions options, ISigner signer, CancellationToken cancellationToken)
    {
        // 4.3 steps 1 to 6
        var document = new InputDocument(secured, FindPrevious(secured, options), role);

        // 4.3 step 7: 4.2 steps 1 to 4; what is made is read as strictly as what others made
        using var proof = JsonDocument.Parse(options.ToJson(signer.VerificationMethod, document.Context, new byte[Ed25519.SignatureSize]));
        var reader = new EmbeddedProofReader(proof.RootElement, "");
        var read = reader.Read()
            ?? throw new ArgumentException($"{reader.Problems[0].Pointer}: {reader.Problems[0].Detail}", nameof(options));
        var hashData = suites.Hash(read.Suite, document, proof.RootElement, cancellationToken, out var fault)
            ?? throw new ArgumentException($"the document cannot be signed: {fault}", nameof(secured));
        var proofBytes = await EddsaAlgorithms.SerializeAsync(hashData, signer, cancellationToken).ConfigureAwait(false);
        return options.ToJson(signer.VerificationMethod, document.Context, proofBytes);
    }

    /// <summary>Clause 4.3 steps 4 and 5.</summary>
    private static List<JsonElement> FindPrevious(JsonElement secured, ProofOptions options)
    {
        var allProofs = ProofList.Of(secured);
        foreach (var id in options.PreviousProof)
        {
            if (!allProofs.Any(p => ProofList.HasId(p, id)))
            {
                throw new ArgumentException($"the document has no proof with the id {Excerpt.Of(id)}", nameof(options));
            }
        }

        return allProofs.FindAll(p => options.PreviousProof.Any(id => ProofList.HasId(p, id)));
    }

    /// <summary>Clause 4.4, Verify Proof, steps 5 to 7, and what clause 2.1 says of <c>created</c> and <c>expires</c>.</summary>
    public static void CheckOptions(ProofTrial trial, CheckContext context)
    {
        var (proof, options) = (trial.Proof!, context.Options);

        // step 5: whether a purpose is expected is the verifier's matter

        // step 6
        if (options.Domain is { } domain && (proof.Domain is null || !domain.ToHashSet(StringComparer.Ordinal).SetEquals(proof.Domain)))
        {
            trial.Fail(ProofProblems.WrongDomain("its domain is not the one that was asked for", $"{trial.Pointer}/domain"));
        }

        // step 7
        if (options.Challenge is { } challenge && proof.Challenge != challenge)
        {
            trial.Fail(ProofProblems.WrongChallenge("its challenge is not the one that was given", $"{trial.Pointer}/challenge"));
        }

        // clause 2.1
        if (proof.Expires <= context.At)
        {
            trial.Fail(ProofProblems.OutOfTime(
                $"it was in force until {proof.Expires:u}; now it is {context.At:u}", $"{trial.Pointer}/expires"));
        }

        if (proof.Created > context.At)
        {
            trial.Warnings.Add(ProofProblems.OutOfTime(
                $"the proof is said to be made at {proof.Created:u}; now it is {context.At:u}", $"{trial.Pointer}/created"));
        }
    }

    /// <summary>
    /// Clause 4.4, Verify Proof, step 8, on an input document of clause 4.5 step 3.3. What can be seen without the key comes first.
    /// </summary>
    /// <exception cref="FetchLimitException">The caller has used up what he may have fetched.</exception>
    public async ValueTask VerifyProofAsync(
        ProofTrial trial, InputDocument document, IssuerKeys keys, IDocumentFetcher fetcher, CancellationToken cancellationToken)
    {
        var proof = trial.Proof!;
        if (suites.Hash(proof.Suite, document, proof.Element, cancellationToken, out var fault) is not { } hashData)
        {
            trial.FailTransformation(fault!, proof.Suite.SignsRdf() ? document.Reading : null);
            return;
        }

        if (proof.Suite.SignsRdf())
        {
            trial.Warnings.AddRange(document.Reading!.Notes.Select(note => ProofProblems.LeftOpen(note.Detail, note.Pointer)));
        }

        trial.CoversContext = proof.Suite.SignsRdf()
            || !proof.Element.TryGetProperty("@context", out var covered)
            || Contexts.Count(covered) == Contexts.Count(document.Context);
        trial.CanonicalHash = proof.Suite.SignsRdf()
            ? Convert.ToHexStringLower(hashData.AsSpan(EddsaAlgorithms.DocumentHashAt))
            : null;
        var found = await keys.FindAsync(
            proof.Controller, proof.VerificationMethod, proof.Purpose, KeyType.Ed25519, fetcher, cancellationToken).ConfigureAwait(false);
        if (found.IsUndecided)
        {
            trial.Leave(found.Problem!);
        }
        else if (found.Problem is not null)
        {
            trial.Fail(found.Problem);
        }
        else if (!EddsaAlgorithms.Verify(found.Key!, hashData, proof.Signature))
        {
            trial.Fail("the signature is not that of this document and this proof by the named key");
        }
        else
        {
            trial.Pass();
        }
    }

    /// <summary>Clause 4.5, Verify Proof Sets and Chains, steps 4 to 7: the verdict on all, which is the worst.</summary>
    public static Verdict Combine(IReadOnlyList<ProofTrial> trials) =>
        trials.Any(t => t.Verdict == Verdict.Failed) ? Verdict.Failed
        : trials.Any(t => t.Verdict != Verdict.Passed) ? Verdict.Undecided
        : Verdict.Passed;
}

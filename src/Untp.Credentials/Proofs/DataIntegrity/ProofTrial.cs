using System.Text.Json;
using Untp.Credentials.JsonLd.Reading;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>One proof of a document on its way through verification.</summary>
internal sealed class ProofTrial
{
    private readonly JsonElement _element;
    private readonly List<Problem> _problems;

    public ProofTrial(JsonElement element, string pointer)
    {
        var reader = new EmbeddedProofReader(element, pointer);
        (_element, Pointer) = (element, pointer);
        Proof = reader.Read();
        _problems = reader.Problems;
        Warnings = reader.Warnings;
        Verdict = Proof is null ? Credentials.Verdict.Failed : null;
    }

    /// <summary>Where it stands in the document.</summary>
    public string Pointer { get; }

    /// <summary>The proof; null when it is ill-formed.</summary>
    public EmbeddedProof? Proof { get; }

    /// <summary>Null as long as nothing is decided.</summary>
    public Verdict? Verdict { get; private set; }

    /// <summary>The proofs that this one builds on.</summary>
    public List<ProofTrial> Previous { get; } = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public List<Problem> Warnings { get; }

    /// <summary>Whether the proof covers every context of the document; an older proof of a set may cover the first ones only.</summary>
    public bool CoversContext { get; set; }

    /// <summary>The hash of the canonical N-Quads, where the suite signs these.</summary>
    public string? CanonicalHash { get; set; }

    public bool IsOpen => Verdict is null;

    /// <summary>Whether it is by that issuer, or that holder, for what these sign.</summary>
    public bool IsBy(string? signer, SecuredRole role) => Proof is { } proof && proof.Purpose == role.Purpose && proof.Controller == signer;

    public void Pass() => Verdict = Credentials.Verdict.Passed;

    public void Fail(Problem problem) => Decide(Credentials.Verdict.Failed, problem);

    public void Fail(string reason) => Fail(ProofProblems.Unproven(reason, Pointer));

    /// <summary>What is signed has no canonical form, or is in one that could be read as something else.</summary>
    public void FailTransformation(string fault, ReadingReport? reading)
    {
        if (reading is not { Faults.Count: > 0 })
        {
            Fail(ProofProblems.NotTransformed(fault, Pointer));
            return;
        }

        foreach (var misreading in reading.Faults)
        {
            Fail(ProofProblems.ReadOtherwise(misreading.Detail, misreading.Pointer));
        }
    }

    /// <summary>It could not be decided.</summary>
    public void Leave(Problem problem) => Decide(Credentials.Verdict.Undecided, problem);

    /// <summary>It was not looked at.</summary>
    public void Skip(string reason) => Decide(Credentials.Verdict.Skipped, ProofProblems.Unproven(reason, Pointer));

    public ProofResult ToResult() =>
        new(Pointer, Text("type"), Text("cryptosuite"), Text("verificationMethod"), Verdict!.Value, _problems)
        {
            CanonicalHash = CanonicalHash,
        };

    private void Decide(Verdict verdict, Problem problem)
    {
        Verdict = verdict;
        _problems.Add(problem.Pointer is null ? problem with { Pointer = Pointer } : problem);
    }

    private string? Text(string name) =>
        _element.ValueKind == JsonValueKind.Object
        && _element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? Excerpt.Of(value.GetString()!)
            : null;
}

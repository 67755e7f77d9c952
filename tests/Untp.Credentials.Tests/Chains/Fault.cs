using System.Text.Json.Nodes;
using Untp.Credentials.Chains;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.Chains;

/// <summary>One fault in the value chain, and the finding that names it.</summary>
/// <param name="Name">The fault.</param>
/// <param name="Rule">The rule that finds it.</param>
/// <param name="Verdict">Its verdict: failed, or undecided where something is only missing.</param>
/// <param name="Says">A part of the finding's sentence.</param>
/// <param name="Of">The file of a credential that the finding rests on.</param>
/// <param name="Spoil">Makes the fault.</param>
internal sealed record Fault(
    string Name, string Rule, FindingVerdict Verdict, string Says, string Of, Func<ChainWorld, Task<ChainWorld>> Spoil)
{
    /// <summary>The rules that cannot decide for want of what the fault took away, once for each finding; none is a failure.</summary>
    public IReadOnlyList<string> Undecided { get; init; } = [];

    public ChainPolicy Policy { get; init; } = ChainWorld.Policy;

    /// <summary>The id of the credential of <see cref="Of"/>, where the fault changes or removes it.</summary>
    public string About => ChainWorld.Id(Of);

    public static Fault Of_a(
        string name,
        string rule,
        string says,
        string of,
        Func<ChainWorld, ChainWorld> spoil,
        FindingVerdict verdict = FindingVerdict.Failed,
        IReadOnlyList<string>? undecided = null,
        ChainPolicy? policy = null) =>
        new(name, rule, verdict, says, of, world => Task.FromResult(spoil(world)))
        {
            Undecided = undecided ?? [],
            Policy = policy ?? ChainWorld.Policy,
        };

    public override string ToString() => Name;
}

/// <summary>Short ways into a credential, to spoil it.</summary>
internal static class Spoiling
{
    public static JsonNode Assessment(this JsonNode credential, int index = 0) => credential.Subject()["conformityAssessment"]![index]!;

    public static JsonNode Event(this JsonNode credential) => credential["credentialSubject"]![0]!;

    public static void IssueBy(this JsonNode credential, string did) => credential["issuer"]!["id"] = did;

    /// <summary>Leaves of a certificate of the battery extension what UNTP defines.</summary>
    public static void MakePlain(this JsonNode certificate)
    {
        certificate["@context"]!.AsArray().RemoveAt(2);
        certificate["type"]!.AsArray().RemoveAt(0);
        foreach (var assessment in certificate.Subject().Items("conformityAssessment"))
        {
            assessment.AsObject().Remove("rulebookVersion");
            assessment.AsObject().Remove("assuranceLevel");
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Samples;

/// <summary>Every file of <c>samples/</c> is what it says it is.</summary>
public sealed class SampleTests
{
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();
    private static readonly SchemaCheck s_schemas = new(s_vocabulary.Schemas);

    public static TheoryData<string> Sound => [.. SampleFiles.All.Sound];

    public static TheoryData<string> Twins => [.. SampleFiles.All.Samples.Select(s => s.Broken.File)];

    public static TheoryData<string> Types =>
    [
        "DigitalProductPassport", "DigitalConformityCredential", "DigitalFacilityRecord", "DigitalTraceabilityEvent",
        "DigitalIdentityAnchor", "DigitalBatteryPassport", "BatterySustainabilityCertificate", "CarbonCalculationCertificate",
        "DigitalSiteReport", "SiteVerificationCredential", "ApprovedVerifierCredential", "ApprovedCertifierCredential",
        "ApprovedCarbonCalculationPartnerCredential",
    ];

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task A_sample_passes_every_check_that_a_draft_can_pass(string file)
    {
        ICheck[] checks =
        [
            new DataModelCheck(s_vocabulary.Published), s_schemas, new ContextCheck(s_vocabulary.Contexts, s_vocabulary.JsonLd), new ValidityCheck(),
        ];
        foreach (var check in checks)
        {
            var result = await Given.Run(check, JsonNode.Parse(SampleFiles.Read(file))!);

            Assert.True(result.Verdict == Verdict.Passed, string.Join('\n', result.Problems.Select(p => $"{p.Pointer}: {p.Detail}")));
            Assert.Empty(result.Warnings);
        }
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void Every_word_of_a_sample_reaches_the_RDF_and_with_the_extension_none_is_guessed(string file)
    {
        var findings = new FindingList(100);
        using var sample = JsonDocument.Parse(SampleFiles.Read(file));

        var quads = s_vocabulary.JsonLd.ToRdf(sample.RootElement, findings);

        // UNTP's own context guesses at characteristics: a passport without the extension has to let it.
        var isExtended = sample.RootElement.GetProperty("@context").GetArrayLength() > 2;
        Assert.True(quads.Count > 10);
        Assert.DoesNotContain(
            findings.Items,
            f => isExtended || f.Kind is not (FindingKind.GuessedTerm or FindingKind.GuessedType)
                || !f.Pointer.StartsWith("/credentialSubject/characteristics", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task A_broken_twin_has_exactly_the_fault_that_it_names_at_its_pointer(string file)
    {
        var twin = SampleFiles.All.Samples.Single(s => s.Broken.File == file).Broken;

        var result = await Given.Run(s_schemas, JsonNode.Parse(SampleFiles.Read(file))!);

        // An event is one of three kinds: that it is none of them is said first, then the fault of the kind that it comes closest to.
        var problem = Assert.Single(result.Problems, p => !p.Detail.Contains("comes closest", StringComparison.Ordinal));
        Assert.All(result.Problems, p => Assert.StartsWith(p.Pointer!, twin.Pointer, StringComparison.Ordinal));
        Assert.Equal(twin.Pointer, problem.Pointer);
        Assert.Contains(twin.Says, problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Detail);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_type_has_two_samples_and_one_of_them_is_minimal(string type)
    {
        var samples = SampleFiles.All.Samples.Where(s => s.Type == type).ToList();

        Assert.Equal([false, true], samples.Select(s => s.Minimal).Order());
        Assert.All(samples, s => Assert.Equal(type, (string?)JsonNode.Parse(SampleFiles.Read(s.File))!["type"]![0]));
    }

    [Fact]
    public void Every_file_of_the_folder_is_in_the_manifest()
    {
        var listed = SampleFiles.All.Sound.Concat(SampleFiles.All.Samples.Select(s => s.Broken.File)).Append("manifest.json");
        var root = SampleFiles.PathOf("");
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'));

        Assert.Equal(listed.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }
}

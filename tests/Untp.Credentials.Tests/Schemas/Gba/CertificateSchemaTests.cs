using System.Text.Json.Nodes;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas.Gba;

/// <summary>What the draft extension asks of reports, certificates and approvals, beyond what UNTP asks of their cores.</summary>
public sealed class CertificateSchemaTests
{
    private const string Assessment = "/credentialSubject/conformityAssessment/0";
    private const string Report = "/credentialSubject/benchmarkReport/0";

    private static readonly SchemaCheck s_check = new(Vocabulary.Load().Schemas);

    [Theory]
    [InlineData("battery-certificate", Assessment + "/assuranceLevel")]
    [InlineData("battery-certificate", Assessment + "/assessedProduct")]
    [InlineData("battery-certificate", Assessment + "/conformance")]
    [InlineData("battery-certificate", "/credentialSubject/conformityAssessment")]
    [InlineData("battery-certificate", "/credentialSubject/authorisation")]
    [InlineData("battery-certificate", "/credentialSubject/authorisation/0/endorsementEvidence")]
    [InlineData("battery-certificate", "/validUntil")]
    [InlineData("site-verification-mine", Assessment + "/assuranceLevel")]
    [InlineData("site-verification-mine", Assessment + "/assessedFacility")]
    [InlineData("site-verification-mine", "/validUntil")]
    [InlineData("carbon-certificate-mine", Assessment + "/rulebookVersion")]
    [InlineData("carbon-certificate-mine", "/credentialSubject/authorisation")]
    [InlineData("carbon-certificate-mine", "/validUntil")]
    [InlineData("approved-verifier", "/credentialSubject/approvedRole")]
    [InlineData("approved-verifier", "/credentialSubject/approvalScope")]
    [InlineData("approved-certifier", Assessment + "/assessedOrganisation")]
    [InlineData("approved-certifier", "/validUntil")]
    [InlineData("approved-carbon-partner", "/validUntil")]
    [InlineData("site-report-mine", "/credentialSubject/benchmarkReport")]
    [InlineData("site-report-mine", Report + "/module")]
    [InlineData("site-report-mine", Report + "/step")]
    [InlineData("site-report-mine", Report + "/level")]
    [InlineData("site-report-mine", Report + "/criterion")]
    [InlineData("site-report-mine", Report + "/supportingEvidence")]
    [InlineData("site-report-mine", Report + "/assuranceLevel")]
    public async Task Misses_a_member_by_name(string file, string member)
    {
        var (place, name) = Split(member);

        var problem = await OnlyProblem(file, document => At(document, place).AsObject().Remove(name));

        Assert.Equal(place, problem.Pointer);
        Assert.Contains($"\"{name}\"", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("battery-certificate", "/credentialSubject/attestationType", "\"testing\"")]
    [InlineData("battery-certificate", "/credentialSubject/referenceScheme/id", "\"https://scheme.example.com/other\"")]
    [InlineData("battery-certificate", Assessment + "/conformance", "false")]
    [InlineData("battery-certificate", Assessment + "/assessedProduct", "[]")]
    [InlineData("battery-certificate", Assessment + "/assessmentCriteria", "[]")]
    [InlineData("battery-certificate", Assessment + "/assuranceLevel", "0")]
    [InlineData("site-verification-mine", "/credentialSubject/attestationType", "\"certification\"")]
    [InlineData(
        "site-verification-mine",
        Assessment + "/assessmentCriteria/0/id",
        "\"https://gba-untp.example/benchmarks/0.1.0/27-more/1-embed/A\"")]
    [InlineData(
        "site-verification-mine",
        Assessment + "/assessmentCriteria/0/id",
        "\"https://gba-untp.example/benchmarks/0.1.0/02-supply-chain-due-diligence/7-rest/A\"")]
    [InlineData(
        "carbon-certificate-mine",
        Assessment + "/assessmentCriteria/0/id",
        "\"https://gba-untp.example/benchmarks/0.1.0/04-greenhouse-gas-emissions/1-embed/A\"")]
    [InlineData("carbon-certificate-battery", Assessment + "/functionalUnit", "\"gallon\"")]
    [InlineData("approved-certifier", "/credentialSubject/approvedRole", "\"verifier\"")]
    [InlineData("approved-carbon-partner", "/credentialSubject/approvalScope/0/id", "\"https://scheme.example.com/profile\"")]
    [InlineData("site-report-mine", Report + "/level", "\"AAAA\"")]
    [InlineData("site-report-mine", Report + "/step", "7")]
    [InlineData("site-report-mine", Report + "/note", "\"more\"")]
    [InlineData("site-report-mine", Report + "/criterion/id", "\"https://scheme.example.com/criterion\"")]
    public async Task Refuses_a_value_of_another_kind_or_scheme(string file, string member, string value)
    {
        var (place, name) = Split(member);

        var problem = await OnlyProblem(file, document => At(document, place)[name] = JsonNode.Parse(value));

        Assert.Equal(member, problem.Pointer);
    }

    [Theory]
    [InlineData("approved-verifier", "approved-roles/verifier", "approved-roles/certifier")]
    [InlineData("approved-certifier", "approved-roles/certifier", "approved-roles/verifier")]
    [InlineData("approved-carbon-partner", "approved-roles/carbon-calculation-partner", "approved-roles/verifier")]
    public async Task Asks_an_approval_for_the_criterion_of_its_role(string file, string text, string other)
    {
        var problem = await OnlyProblem(file, document => document["credentialSubject"] = JsonNode.Parse(
            document["credentialSubject"]!.ToJsonString().Replace(text, other, StringComparison.Ordinal)));

        Assert.Equal(Assessment + "/assessmentCriteria", problem.Pointer);
    }

    private static async Task<Problem> OnlyProblem(string file, Action<JsonNode> change)
    {
        var document = Checks.Sample($"chain/{file}.json");
        change(document);
        return Assert.Single((await s_check.RunAsync(document)).Problems);
    }

    private static (string Place, string Name) Split(string pointer) =>
        (pointer[..pointer.LastIndexOf('/')], pointer[(pointer.LastIndexOf('/') + 1)..]);

    private static JsonNode At(JsonNode document, string place) =>
        place.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(document, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
}

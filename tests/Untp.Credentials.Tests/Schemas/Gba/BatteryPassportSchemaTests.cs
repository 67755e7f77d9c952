using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas.Gba;

/// <summary>What the draft extension asks of a battery passport, beyond what UNTP asks of any product.</summary>
public sealed class BatteryPassportSchemaTests
{
    private const string Subject = "/credentialSubject";
    private const string Characteristics = Subject + "/characteristics";

    private static readonly SchemaCheck s_check = new(new SchemaRegistry(new ContextRegistry()));

    private static readonly JsonElement s_schema = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(Shared.ProjectRoot, "schemas/gba/0.1.0/digital-battery-passport.json"))).RootElement;

    public static TheoryData<string> Mandatory =>
    [
        .. s_schema.GetProperty("$defs").GetProperty("BatteryCharacteristics").GetProperty("required").EnumerateArray()
            .Select(name => name.GetString()!),
    ];

    public static TheoryData<string> Dynamic =>
    [
        .. s_schema.GetProperty("$defs").GetProperty("BatteryCharacteristics").GetProperty("properties").EnumerateObject()
            .Where(member => member.Value.TryGetProperty("$ref", out var to) && to.ValueEquals("#/$defs/BelongsInAModifyEvent"))
            .Select(member => member.Name),
    ];

    public static TheoryData<int> Documents => [.. Enumerable.Range(0, 10)];

    [Fact]
    public void Seventeen_characteristics_are_mandatory_and_twenty_one_are_none_of_a_passport()
    {
        Assert.Equal(17, Mandatory.Count);
        Assert.Equal(21, Dynamic.Count);
    }

    [Theory]
    [MemberData(nameof(Mandatory))]
    public async Task Misses_a_mandatory_characteristic_by_name(string name)
    {
        var problem = await OnlyProblem(p => p["credentialSubject"]!["characteristics"]!.AsObject().Remove(name));

        Assert.Equal(Characteristics, problem.Pointer);
        Assert.Contains($"\"{name}\"", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dynamic))]
    public async Task Refuses_what_belongs_in_a_modify_event(string name)
    {
        var problem = await OnlyProblem(p => p["credentialSubject"]!["characteristics"]![name] = 1);

        Assert.Equal($"{Characteristics}/{name}", problem.Pointer);
        Assert.Contains("BelongsInAModifyEvent", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Misses_each_mandatory_document(int index)
    {
        var problem = await OnlyProblem(p => p["credentialSubject"]!["relatedDocument"]!.AsArray().RemoveAt(index));

        Assert.Equal(Subject + "/relatedDocument", problem.Pointer);
    }

    [Theory]
    [InlineData("ratedCapacity", """{"value": 225, "unit": "KWH"}""", "/unit")]
    [InlineData("ratedCapacity", """{"value": "225", "unit": "AMH"}""", "/value")]
    [InlineData("ratedCapacity", """{"value": 0, "unit": "AMH"}""", "/value")]
    [InlineData("ratedCapacity", "225", "")]
    [InlineData("nominalVoltage", """{"value": 400}""", "")]
    [InlineData("temperatureRangeIdleState", """{"lower": -20, "upper": 500, "unit": "CEL"}""", "/upper")]
    [InlineData("initialInternalResistance", """{"cell": {"value": 1, "unit": "E45"}}""", "")]
    [InlineData(
        "initialInternalResistance", """{"cell": {"value": 1, "unit": "E45"}, "pack": {"value": 1, "unit": "VLT"}}""", "/pack/unit")]
    [InlineData("expectedLifetimeCycles", "1500.5", "")]
    [InlineData("capacityThresholdForExhaustion", "101", "")]
    [InlineData("batteryCategory", "\"car\"", "")]
    [InlineData("extinguishingAgent", "\" \"", "")]
    [InlineData("componentPartNumbers", "[]", "")]
    [InlineData("type", """["Characteristics"]""", "")]
    public async Task Refuses_a_characteristic_of_another_kind_range_or_unit(string name, string value, string below)
    {
        var problem = await OnlyProblem(p => p["credentialSubject"]!["characteristics"]![name] = JsonNode.Parse(value));

        Assert.Equal($"{Characteristics}/{name}{below}", problem.Pointer);
    }

    [Theory]
    [InlineData("/performanceClaim/0", "rulebookVersion")]
    [InlineData("/performanceClaim/0", "functionalUnit")]
    [InlineData("/dimensions", "weight")]
    [InlineData("", "productionDate")]
    [InlineData("", "performanceClaim")]
    [InlineData("/materialProvenance/0", "batteryComponent")]
    [InlineData("/materialProvenance/0", "recycledMassFraction")]
    public async Task Misses_what_else_is_mandatory(string place, string name)
    {
        var problem = await OnlyProblem(p => At(p, place).AsObject().Remove(name));

        Assert.Equal(Subject + place, problem.Pointer);
        Assert.Contains($"\"{name}\"", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/performanceClaim", "HasDueDiligence", "ethical-material-sourcing", "open-reporting")]
    [InlineData("/performanceClaim", "HasCarbonFootprint", "carbonFootprintPerFunctionalUnit", "carbonFootprintInAll")]
    [InlineData("/performanceClaim/1/claimedPerformance", "HasPostConsumerRecycledCobalt", "postConsumerRecycledCobalt", "cobalt")]
    [InlineData("/performanceClaim/0/conformityTopic", "AboutGreenhouseGas", "greenhouse-gas-emissions", "open-reporting")]
    [InlineData("/productCategory", "HasBatteryCategory", "eli/reg/2023/1542/oj\",\"schemeName", "eli/reg/2006/66/oj\",\"schemeName")]
    [InlineData("/relatedParty", "HasManufacturer", "\"manufacturer\"", "\"importer\"")]
    [InlineData("/productLabel", "HasSeparateCollectionSymbol", "Separate collection symbol", "Bin")]
    [InlineData("/materialProvenance", "HasAnodeMaterial", "\"anode\"", "\"other\"")]
    public async Task Misses_a_claim_party_label_or_material_and_names_the_demand(string place, string demand, string text, string other)
    {
        var problem = await OnlyProblem(p => p["credentialSubject"] =
            JsonNode.Parse(p["credentialSubject"]!.ToJsonString().Replace(text, other, StringComparison.Ordinal)));

        Assert.Equal(Subject + place, problem.Pointer);
        Assert.Contains($"$defs/{demand}", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_the_exhaustion_threshold_of_batteries_of_electric_vehicles_only()
    {
        void WithoutThreshold(JsonNode p) =>
            p["credentialSubject"]!["characteristics"]!.AsObject().Remove("capacityThresholdForExhaustion");

        Assert.Equal(Characteristics, (await OnlyProblem(WithoutThreshold)).Pointer);
        Assert.Empty(await Problems(p =>
        {
            WithoutThreshold(p);
            p["credentialSubject"]!["productCategory"]![1]!["code"] = "industrial";
        }));
    }

    private static async Task<Problem> OnlyProblem(Action<JsonNode> change) => Assert.Single(await Problems(change));

    private static async Task<IReadOnlyList<Problem>> Problems(Action<JsonNode> change)
    {
        var passport = Checks.Sample("chain/battery-passport.json");
        change(passport);
        return (await s_check.RunAsync(passport)).Problems;
    }

    private static JsonNode At(JsonNode passport, string place) =>
        place.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(passport["credentialSubject"]!, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
}

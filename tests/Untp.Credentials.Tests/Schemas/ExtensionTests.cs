using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas;

/// <summary>
/// UNTP's extensions methodology: a credential follows the core's schema and each extension's. Shown with invented extensions of an
/// operator's folder: no code knows any.
/// </summary>
public sealed class ExtensionTests : IDisposable
{
    private const string Context = "https://ext.example/1.0/context/";

    private readonly OwnVocabulary _own = new();
    private readonly Lazy<SchemaCheck> _check;

    public ExtensionTests()
    {
        AddSchema("CellPassport", Extends("UNTP", "0.7.0", "DigitalProductPassport"), """
            {"properties": {"credentialSubject": {"required": ["cells"], "properties": {"cells": {"type": "integer"}}}}}
            """);
        AddSchema("PouchPassport", Extends("Ext", "1.0", "CellPassport"), """{"required": ["pouch"]}""");
        _own.Add("contexts", "ext.jsonld", """{"@context": {}}""", Entry([Context], "CellPassport", "PouchPassport", "CellCertificate"));
        _check = new Lazy<SchemaCheck>(() => new SchemaCheck(Vocabulary.Load(_own.Path).Schemas));
    }

    [Fact]
    public async Task Follows_the_extension_and_the_core() => AssertPassed(await _check.Value.RunAsync(Passport()));

    [Fact]
    public async Task Names_the_schema_of_the_extension_that_is_not_followed()
    {
        var passport = Passport();
        passport["credentialSubject"]!["cells"] = "many";

        var problem = Assert.Single((await _check.Value.RunAsync(passport)).Problems);

        Assert.Equal("/credentialSubject/cells", problem.Pointer);
        Assert.Contains(
            "(Ext 1.0 CellPassport, https://untp-gateway.example/schemas/CellPassport.json#", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_schema_of_the_core_that_is_not_followed()
    {
        var passport = Passport();
        passport["credentialSubject"]!.AsObject().Remove("idGranularity");

        var problem = Assert.Single((await _check.Value.RunAsync(passport)).Problems);

        Assert.Contains("\"idGranularity\"", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("(UNTP 0.7.0 DigitalProductPassport, ", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_at_the_most_specific_first_in_whatever_order_the_types_stand()
    {
        string[] types = ["VerifiableCredential", "DigitalProductPassport", "PouchPassport", "CellPassport"];
        foreach (var order in new[] { types, [.. types.Reverse()] })
        {
            var passport = Passport(order);
            passport["credentialSubject"]!["cells"] = "many";
            passport["name"] = 1;

            var problems = (await _check.Value.RunAsync(passport)).Problems;

            Assert.Equal(["", "/credentialSubject/cells", "/name"], problems.Select(p => p.Pointer));
        }
    }

    [Fact]
    public async Task Demands_the_core_among_the_types()
    {
        var problem = Assert.Single((await _check.Value.RunAsync(Passport("CellPassport", "VerifiableCredential"))).Problems);

        Assert.Equal("/type", problem.Pointer);
        Assert.StartsWith(
            "type must hold \"DigitalProductPassport\"; found only \"CellPassport\"", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demands_the_extensions_context_in_the_third_place_or_later()
    {
        var passport = Passport();
        passport["@context"] = new JsonArray(ContextUrls.CredentialsV2, Context, "https://vocabulary.uncefact.org/untp/0.7.0/context/");

        Assert.Equal("/@context/1", Assert.Single((await _check.Value.RunAsync(passport)).Problems).Pointer);
    }

    [Theory]
    [InlineData("CellCertificate")]
    [InlineData("Strange")]
    public async Task Reports_a_type_without_a_schema_on_receipt_and_refuses_it_on_issue(string type)
    {
        var passport = Passport(type, "CellPassport", "DigitalProductPassport", "VerifiableCredential");

        var received = await _check.Value.RunAsync(passport);
        var issued = await _check.Value.IssueAsync(passport);

        Assert.Equal((Verdict.Passed, 0), (received.Verdict, received.Problems.Count));
        Assert.Equal((Verdict.Failed, 0), (issued.Verdict, issued.Warnings.Count));
        Assert.Equal(Assert.Single(received.Warnings), Assert.Single(issued.Problems));
        Assert.Equal("/type", received.Warnings[0].Pointer);
        Assert.Contains(type, received.Warnings[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_where_a_type_without_a_schema_comes_with_an_unknown_version_of_a_known_family()
    {
        var passport = Passport("Strange", "DigitalProductPassport", "VerifiableCredential");
        passport["@context"]!.AsArray().Add("https://vocabulary.uncefact.org/untp/0.8.0/context/");

        var result = await _check.Value.RunAsync(passport);

        Assert.EndsWith("versions served: 0.7.0, 0.6.1, 0.6.0", Assert.Single(result.Problems).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issues_what_follows_all_schemas() => AssertPassed(await _check.Value.IssueAsync(Passport()));

    [Fact]
    public void Does_not_start_with_an_extension_of_what_there_is_not()
    {
        AddSchema("Orphan", Extends("UNTP", "0.7.0", "DigitalOrphan"), "{}");

        var fault = Assert.Throws<InvalidDataException>(() => Vocabulary.Load(_own.Path));

        Assert.StartsWith("schemas/Orphan.json is to extend UNTP 0.7.0 DigitalOrphan", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_start_with_extensions_of_one_another()
    {
        AddSchema("Hen", Extends("Ext", "1.0", "Egg"), "{}");
        AddSchema("Egg", Extends("Ext", "1.0", "Hen"), "{}");

        var fault = Assert.Throws<InvalidDataException>(() => Vocabulary.Load(_own.Path));

        Assert.StartsWith("schemas/Hen.json is to extend Ext 1.0 Egg", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _own.Dispose();

    /// <summary>Our sample as a passport of the first extension, or of other types.</summary>
    private static JsonNode Passport(params string[] types)
    {
        var passport = Checks.Sample("battery-passport.json");
        string[] named = types is [] ? ["CellPassport", "DigitalProductPassport", "VerifiableCredential"] : types;
        passport["type"] = new JsonArray([.. named]);
        passport["@context"]!.AsArray().Add(Context);
        passport["credentialSubject"]!["cells"] = 96;
        return passport;
    }

    private void AddSchema(string type, JsonObject extends, string schema)
    {
        var entry = Entry([], type);
        entry["extends"] = extends;
        _own.Add("schemas", $"{type}.json", schema, entry);
    }

    private static JsonObject Entry(string[] urls, params string[] types) => new()
    {
        ["publisher"] = "Ext",
        ["version"] = "1.0",
        ["types"] = new JsonArray([.. types]),
        ["urls"] = new JsonArray([.. urls]),
    };

    private static JsonObject Extends(string publisher, string version, string type) =>
        new() { ["publisher"] = publisher, ["version"] = version, ["type"] = type };

    private static void AssertPassed(CheckResult result) =>
        Assert.Equal((Verdict.Passed, 0, 0), (result.Verdict, result.Problems.Count, result.Warnings.Count));
}

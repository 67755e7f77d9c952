using System.Text.Json.Nodes;
using Untp.Credentials.Dids;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests;

/// <summary>A new version of UNTP is files and lines of a manifest, no code; and what cannot be used does not start.</summary>
public sealed class VocabularyTests : IDisposable
{
    private const string Untp090 = "https://vocabulary.uncefact.org/untp/0.9.0/context/";

    private readonly OwnVocabulary _own = OwnVocabulary.OfUntp090();

    [Theory]
    [InlineData("SK20", Verdict.Passed)]
    [InlineData(null, Verdict.Failed)]
    public async Task Checks_a_passport_of_UNTP_0_9_0_by_what_two_files_say_of_it(string? modelNumber, Verdict verdict)
    {
        var files = Directory.EnumerateFiles(_own.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName);
        Assert.Equal(2, files.Count(file => file != "manifest.json"));
        var passport = Passport();
        Set(passport["credentialSubject"]!.AsObject(), "modelNumber", modelNumber);

        var vocabulary = Vocabulary.Load(_own.Path);

        var schema = await new SchemaCheck(vocabulary.Schemas).RunAsync(passport);
        Assert.Equal(verdict, schema.Verdict);
        Assert.Equal(modelNumber is null ? ["/credentialSubject"] : [], schema.Problems.Select(p => p.Pointer));
        Assert.Empty((await new ContextCheck(vocabulary.Contexts, vocabulary.JsonLd).RunAsync(passport)).Problems);
    }

    [Fact]
    public async Task Does_not_know_UNTP_0_9_0_without_them()
    {
        var vocabulary = Vocabulary.Load();

        Assert.Equal(Verdict.Failed, (await new SchemaCheck(vocabulary.Schemas).RunAsync(Passport())).Verdict);
        Assert.Equal(Verdict.Failed, (await new ContextCheck(vocabulary.Contexts, vocabulary.JsonLd).RunAsync(Passport())).Verdict);
    }

    [Fact]
    public async Task Leaves_UNTP_0_7_0_as_it_is()
    {
        var verifier = CredentialVerifier.Create(
            Vocabulary.Load(_own.Path), new DidResolver(new DidResolverOptions(), new ManualTime()), new StatusOptions(), new ManualTime());
        using var credential = Given.Credential(Checks.Sample("battery-passport.json"));

        var report = await verifier.VerifyAsync(credential, VerificationOptions.Default, new NoFetcher(), CancellationToken.None);

        Assert.All(
            report.Checks.Where(c => c.Check is CheckNames.Schema or CheckNames.JsonLd or CheckNames.DataModel),
            check => Assert.Equal(Verdict.Passed, check.Verdict));
    }

    [Theory]
    [InlineData("schemas", """{"type": "objct"}""")]
    [InlineData("schemas", """{"$ref": "https://other.example/"}""")]
    [InlineData("schemas", """{"$id": "https://untp-gateway.example/schemas/untp/0.7.0/common.json"}""")]
    [InlineData("schemas", "{")]
    [InlineData("contexts", "{")]
    [InlineData("contexts", """{"@context": {"$ref": "#/absent"}}""")]
    public void Refuses_a_file_that_cannot_be_used_and_names_it(string kind, string text)
    {
        using var own = new OwnVocabulary().Add(kind, "own.json", text, new JsonObject
        {
            ["publisher"] = "Own",
            ["version"] = "1",
            ["urls"] = new JsonArray("https://own.example/1"),
            ["types"] = new JsonArray("OwnCredential"),
        });

        var fault = Assert.Throws<InvalidDataException>(() => Vocabulary.Load(own.Path));

        Assert.StartsWith($"{kind}/own.json", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _own.Dispose();

    private static JsonNode Passport()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["@context"]![1] = Untp090;
        return passport;
    }

    private static void Set(JsonObject owner, string name, string? value)
    {
        owner.Remove(name);
        if (value is not null)
        {
            owner[name] = value;
        }
    }
}

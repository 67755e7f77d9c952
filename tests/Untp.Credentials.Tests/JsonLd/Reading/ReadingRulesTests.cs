using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.JsonLd.Reading;

/// <summary>
/// What is signed is what is read: each of these changes keeps the signed RDF as it is and would be read as something else, and each is
/// refused by name. What structure alone tells is tested with PlainForm.
/// </summary>
public sealed class ReadingRulesTests
{
    private static readonly SignedReading s_own = SignedReading.Own;

    public static TheoryData<string> Samples => [.. SampleFiles.All.Sound];

    public static TheoryData<string> Published =>
    [
        .. PublishedSampleTests.Samples.Select(row => row.Data.Item1),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_sample_of_ours_signed_is_read_as_it_is_signed(string file) =>
        await s_own.PassesAsync(await s_own.SignAsync(JsonNode.Parse(SampleFiles.Read(file))!));

    [Theory]
    [MemberData(nameof(Published))]
    public async Task Every_published_sample_signed_is_read_as_it_is_signed(string file) =>
        await s_own.PassesAsync(await s_own.SignAsync(JsonNode.Parse(PublishedContexts.Read(file).GetRawText())!));

    [Theory]
    [MemberData(nameof(SharedFiles))]
    public async Task Every_interop_credential_is_read_as_it_is_signed(string file)
    {
        var signed = JsonNode.Parse(File.ReadAllBytes(Shared.Path($"vectors/interop/{file}")))!;
        var isGenuine = !file.Contains("tampered", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(signed.ToJsonString());

        Assert.Empty(s_own.Vocabulary.CanonicalRdf.Read(document.RootElement).Faults);
        Assert.Equal(isGenuine, Assert.Single(await s_own.CheckAsync(signed, CheckNames.Proof)).Verdict == Verdict.Passed);
    }

    public static TheoryData<string> SharedFiles => Shared.Files("vectors/interop", "*.rdfc*.json");

    /// <summary>The base context has what that of Data Integrity has, in the same words: it changes nothing, whoever adds it.</summary>
    [Fact]
    [Trait("Threat", "7")]
    public async Task Passes_the_context_of_its_own_proof_whoever_adds_it()
    {
        var signed = await s_own.SignAsync(Passport());
        var hash = s_own.HashOf(signed);
        signed["@context"]!.AsArray().Add("https://w3id.org/security/data-integrity/v2");
        Assert.Equal(hash, s_own.HashOf(signed));

        await s_own.PassesAsync(signed);
    }

    [Theory]
    [Trait("Threat", "7")]
    [InlineData("""{"@vocab":"https://evil.example/"}""", "is to be a URL")]
    [InlineData("""{"massFraction":"https://evil.example/fraction"}""", "is to be a URL")]
    [InlineData("\"https://vocabulary.uncefact.org/untp/0.7.0/context/\"", "is in the list already")]
    [InlineData("\"https://w3id.org/security/suites/ed25519-2020/v1\"", "is for proofs of the type Ed25519Signature2020")]
    public Task Refuses_a_context_that_was_added(string context, string says) => s_own.RefusesAsync(
        CheckNames.JsonLd, Passport(), signed => signed["@context"]!.AsArray().Add(JsonNode.Parse(context)), "/@context/2", says);

    /// <summary>With the revocation hidden, a revoked credential would pass.</summary>
    [Fact]
    [Trait("Threat", "8")]
    public Task Refuses_a_status_under_its_IRI() => s_own.RefusesAsync(
        CheckNames.Proof,
        WithStatus(),
        signed => Rename(signed, "credentialStatus", "https://www.w3.org/2018/credentials#credentialStatus"),
        "/https:~1~1www.w3.org~12018~1credentials#credentialStatus",
        "spelt as an IRI");

    [Fact]
    [Trait("Threat", "8")]
    public async Task Refuses_a_name_with_a_prefix()
    {
        var compact = IriOf("Product", "modelNumber").Replace("https://vocabulary.uncefact.org/untp/", "untp:", StringComparison.Ordinal);
        await s_own.RefusesAsync(
            CheckNames.Proof,
            Passport(),
            signed => Rename(Subject(signed), "modelNumber", compact),
            $"/credentialSubject/{compact}",
            "spelt as an IRI");
    }

    [Theory]
    [Trait("Threat", "8")]
    [InlineData("https://vocabulary.uncefact.org/untp/DigitalProductPassport")]
    [InlineData("untp:DigitalProductPassport")]
    public Task Refuses_a_type_that_is_not_written_as_its_term(string type) => s_own.RefusesAsync(
        CheckNames.Proof, Passport(), signed => signed["type"]![0] = type, "/type/0", "another spelling");

    [Theory]
    [Trait("Threat", "8")]
    [InlineData("https://schema.org/passport", "schema:passport")]
    [InlineData("https://vocabulary.uncefact.org/untp/passport", "untp:passport")]
    public async Task Refuses_an_id_with_a_prefix(string iri, string compact)
    {
        var passport = Passport();
        passport["id"] = iri;
        await s_own.RefusesAsync(CheckNames.Proof, passport, signed => signed["id"] = compact, "/id", $"is signed as {iri}");
    }

    [Fact]
    [Trait("Threat", "8")]
    public Task Refuses_a_link_with_a_prefix() => s_own.RefusesAsync(
        CheckNames.Proof,
        WithStatus(),
        signed => signed["credentialStatus"]!["statusListCredential"] = "schema:list",
        "/credentialStatus/statusListCredential",
        "is signed as https://schema.org/list");

    [Fact]
    [Trait("Threat", "8")]
    public Task Refuses_a_value_that_is_not_written_as_its_term() => s_own.RefusesAsync(
        CheckNames.Proof,
        JsonNode.Parse(SampleFiles.Read("chain/battery-passport.json"))!,
        signed => Subject(signed)["characteristics"]!["batteryCategory"] = "https://gba-untp.example/vocab/evBattery",
        "/credentialSubject/characteristics/batteryCategory",
        "another spelling");

    [Fact]
    [Trait("Threat", "8")]
    public Task Refuses_a_word_of_the_vocabulary_as_its_IRI() => s_own.RefusesAsync(
        CheckNames.Proof,
        Passport(),
        signed => Subject(signed)["countryOfProduction"]!["countryCode"] = "https://vocabulary.uncefact.org/CountryId#NO",
        "/credentialSubject/countryOfProduction/countryCode",
        "another spelling");

    /// <summary>The published samples of UNTP 0.6 write these as IRIs.</summary>
    [Fact]
    [Trait("Threat", "8")]
    public async Task Says_where_a_published_sample_has_the_IRI_and_its_context_a_word()
    {
        var signed = await s_own.SignAsync(JsonNode.Parse(PublishedContexts.Read("0.6.1/untp-dte-instance.json").GetRawText())!);

        var result = Assert.Single(await s_own.CheckAsync(signed, CheckNames.Proof));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(result.Warnings, w => w.Pointer == "/credentialSubject/0/disposition");
    }

    [Theory]
    [Trait("Threat", "8")]
    [InlineData("recycledMassFraction", "0.0E0", "a number")]
    [InlineData("massFraction", "1.2E-1", "a number")]
    [InlineData("hazardous", "false", "true or false")]
    public Task Refuses_text_in_place_of_a_number_or_a_truth_value(string member, string text, string kind) => s_own.RefusesAsync(
        CheckNames.Proof,
        Passport(),
        signed => Material(signed, 1)[member] = text,
        $"/credentialSubject/materialProvenance/1/{member}",
        $"calls for {kind}");

    [Theory]
    [Trait("Threat", "8")]
    [InlineData("4711", "4711")]
    [InlineData("true", "true")]
    public async Task Refuses_a_number_or_a_truth_value_in_place_of_text(string text, string value)
    {
        var passport = Passport();
        Subject(passport)["modelNumber"] = text;
        await s_own.RefusesAsync(
            CheckNames.Proof,
            passport,
            signed => Subject(signed)["modelNumber"] = JsonNode.Parse(value),
            "/credentialSubject/modelNumber",
            "calls for a string");
    }

    [Fact]
    [Trait("Threat", "8")]
    public Task Refuses_a_blank_node_that_was_given_a_name() => s_own.RefusesAsync(
        CheckNames.Proof,
        Passport(),
        signed => Material(signed, 0)["id"] = "_:lithium",
        "/credentialSubject/materialProvenance/0/id",
        "blank node");

    [Theory]
    [Trait("Threat", "8")]
    [InlineData("validUntil", "the credential")]
    [InlineData("credentialStatus", "the credential")]
    public async Task Refuses_what_was_moved_to_another_object_with_the_credentials_id(string member, string named)
    {
        var passport = WithStatus();
        passport["relatedResource"] = new JsonArray(new JsonObject { ["id"] = (string?)passport["id"] });
        await s_own.RefusesAsync(
            CheckNames.Proof,
            passport,
            signed =>
            {
                var other = signed["relatedResource"]![0]!.AsObject();
                other["type"] = "VerifiableCredential";
                other[member] = Take(signed, member);
            },
            "/relatedResource/0",
            named);
    }

    [Fact]
    [Trait("Threat", "8")]
    public async Task Refuses_what_was_moved_to_another_object_with_the_subjects_id()
    {
        var passport = Passport();
        passport["relatedResource"] = new JsonArray(new JsonObject { ["id"] = (string?)Subject(passport)["id"] });
        await s_own.RefusesAsync(
            CheckNames.Proof,
            passport,
            signed =>
            {
                var other = signed["relatedResource"]![0]!.AsObject();
                other["type"] = Subject(signed)["type"]!.DeepClone();
                other["modelNumber"] = Take(Subject(signed), "modelNumber");
            },
            "/relatedResource/0",
            "the credentialSubject");
    }

    [Fact]
    [Trait("Threat", "8")]
    public async Task Refuses_what_was_moved_to_another_object_with_the_statuss_id()
    {
        var passport = WithStatus();
        passport["relatedResource"] = new JsonArray(new JsonObject { ["id"] = "https://status.example/1#7" });
        await s_own.RefusesAsync(
            CheckNames.Proof,
            passport,
            signed =>
            {
                var other = signed["relatedResource"]![0]!.AsObject();
                other["type"] = "BitstringStatusListEntry";
                other["statusListIndex"] = Take(signed["credentialStatus"]!.AsObject(), "statusListIndex");
            },
            "/relatedResource/0",
            "the credentialStatus");
    }

    /// <summary>In UNTP 0.6 the name of a kind of thing and the members that hold one are the same IRI.</summary>
    [Fact]
    [Trait("Threat", "7")]
    public Task Refuses_the_name_of_a_class_in_place_of_the_member_that_is_read() => s_own.RefusesAsync(
        CheckNames.Proof,
        Attestation06(),
        signed => Rename(Assessment(signed), "auditor", "Party"),
        "/credentialSubject/assessment/0/Party",
        "the context has Party and");

    [Fact]
    [Trait("Threat", "8")]
    public async Task Says_where_a_published_context_has_two_members_for_one_IRI_and_the_signature_covers_neither_name()
    {
        var signed = await s_own.SignAsync(Attestation06());
        var hash = s_own.HashOf(signed);
        var assessment = Assessment(signed);
        (assessment["auditor"], assessment["assessedOrganisation"]) =
            (assessment["assessedOrganisation"]!.DeepClone(), assessment["auditor"]!.DeepClone());
        Assert.Equal(hash, s_own.HashOf(signed));

        var result = Assert.Single(await s_own.CheckAsync(signed, CheckNames.Proof));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(result.Warnings, w => w.Pointer == "/credentialSubject/assessment/0/auditor"
            && w.Detail.Contains("one meaning for auditor and assessedOrganisation", StringComparison.Ordinal));
    }

    /// <summary>In UNTP 0.6 a place is a set of two numbers.</summary>
    [Fact]
    [Trait("Threat", "8")]
    public async Task Says_where_the_order_of_numbers_is_not_signed()
    {
        var record = JsonNode.Parse(PublishedContexts.Read("0.6.1/untp-dfr-instance.json").GetRawText())!;
        record["credentialSubject"]!["facility"]!["locationInformation"]!["geoLocation"]!["coordinates"] = new JsonArray(10.5, 59.25);
        var signed = await s_own.SignAsync(record);
        var hash = s_own.HashOf(signed);
        signed["credentialSubject"]!["facility"]!["locationInformation"]!["geoLocation"]!["coordinates"] = new JsonArray(59.25, 10.5);
        Assert.Equal(hash, s_own.HashOf(signed));

        var result = Assert.Single(await s_own.CheckAsync(signed, CheckNames.Proof));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(
            result.Warnings, w => w.Pointer == "/credentialSubject/facility/locationInformation/geoLocation/coordinates");
    }

    [Theory]
    [Trait("Threat", "8")]
    [InlineData("key", "\"urn:x\"")]
    [InlineData("kind", "\"Product\"")]
    [InlineData("wrap", """{"modelNumber":"x"}""")]
    [InlineData("whole", """[{"id":"urn:x","name":"x"}]""")]
    [InlineData("also", """[{"id":"urn:x","name":"x"}]""")]
    [InlineData("back", """{"id":"urn:x"}""")]
    [InlineData("byLanguage", """{"en":"x"}""")]
    [InlineData("byIndex", """{"a":"x"}""")]
    [InlineData("until", "\"2030-01-01T00:00:00Z\"")]
    public async Task Neither_signs_nor_reads_what_an_operators_context_makes_ambiguous(string member, string value)
    {
        using var own = Tricky();
        var reading = new SignedReading(Vocabulary.Load(own.Path));
        var passport = Passport();
        passport["@context"]!.AsArray().Add("https://tricky.example/");
        await Assert.ThrowsAsync<ArgumentException>(() => reading.SignAsync(passport));

        passport.Remove("validUntil");
        await reading.PassesAsync(await reading.SignAsync(passport));
        passport[member] = JsonNode.Parse(value);
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => reading.SignAsync(passport));
        Assert.Contains($"at /{member})", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "8")]
    public async Task Refuses_an_alias_of_the_keyword_that_moves_a_subject_away()
    {
        using var own = Tricky();
        var reading = new SignedReading(Vocabulary.Load(own.Path));
        var passport = Passport();
        passport.Remove("validUntil");
        passport["@context"]!.AsArray().Add("https://tricky.example/");
        await reading.RefusesAsync(
            CheckNames.Proof,
            passport,
            signed =>
            {
                var subject = Take(signed, "credentialSubject");
                signed["credentialSubject"] = new JsonObject { ["id"] = subject["id"]!.DeepClone() };
                signed["also"] = new JsonArray(subject);
            },
            "/also",
            "another name for @included");
    }

    /// <summary>A set says the same in any order, and twice is once; what the types are does not hang on which comes first.</summary>
    [Fact]
    [Trait("Threat", "8")]
    public async Task Reads_the_same_whatever_the_order_of_the_types()
    {
        var signed = await s_own.SignAsync(Passport());
        var hash = s_own.HashOf(signed);
        signed["type"] = new JsonArray("VerifiableCredential", "DigitalProductPassport", "VerifiableCredential");
        Assert.Equal(hash, s_own.HashOf(signed));

        Assert.All(
            await s_own.CheckAsync(signed, CheckNames.DataModel, CheckNames.Schema, CheckNames.JsonLd, CheckNames.Proof),
            check => Assert.Equal(Verdict.Passed, check.Verdict));
    }

    [Fact]
    public async Task Notes_once_that_things_are_described_in_several_places()
    {
        var signed = await s_own.SignAsync(JsonNode.Parse(SampleFiles.Read("chain/approved-verifier.json"))!);

        var note = Assert.Single(Assert.Single(await s_own.CheckAsync(signed, CheckNames.Proof)).Warnings);

        Assert.Contains("several places", note.Detail, StringComparison.Ordinal);
    }

    private static OwnVocabulary Tricky() => new OwnVocabulary().Add(
        "contexts",
        "tricky.json",
        """
        {"@context": {
          "key": "@id", "kind": "@type", "wrap": "@nest", "whole": "@graph", "also": "@included",
          "back": {"@reverse": "https://tricky.example/of", "@type": "@id"},
          "byLanguage": {"@id": "https://tricky.example/text", "@container": "@language"},
          "byIndex": {"@id": "https://tricky.example/list", "@container": "@index"},
          "until": {
            "@id": "https://www.w3.org/2018/credentials#validUntil", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"
          }
        }}
        """,
        new JsonObject { ["publisher"] = "Tricky", ["version"] = "1", ["urls"] = new JsonArray("https://tricky.example/") });

    private static JsonObject Passport() => Checks.Sample("battery-passport.json").AsObject();

    private static JsonObject WithStatus()
    {
        var passport = Passport();
        passport["credentialStatus"] = new JsonObject
        {
            ["type"] = "BitstringStatusListEntry",
            ["id"] = "https://status.example/1#7",
            ["statusPurpose"] = "revocation",
            ["statusListIndex"] = "7",
            ["statusListCredential"] = "https://schema.org/list",
        };
        return passport;
    }

    private static JsonObject Attestation06() =>
        JsonNode.Parse(PublishedContexts.Read("0.6.1/untp-dcc-instance.json").GetRawText())!.AsObject();

    private static JsonObject Assessment(JsonObject attestation) => attestation["credentialSubject"]!["assessment"]![0]!.AsObject();

    private static JsonObject Subject(JsonObject passport) => passport["credentialSubject"]!.AsObject();

    private static JsonObject Material(JsonObject passport, int index) => Subject(passport)["materialProvenance"]![index]!.AsObject();

    private static string IriOf(string type, string member)
    {
        const string Untp = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
        using var document = JsonDocument.Parse(
            $$"""{"@context":["{{ContextUrls.CredentialsV2}}","{{Untp}}"],"type":"{{type}}","{{member}}":"x"}""");
        return s_own.Vocabulary.JsonLd.ToRdf(document.RootElement).Single(quad => quad.Object.Value == "x").Predicate.Value;
    }

    private static void Rename(JsonObject owner, string name, string other) => owner[other] = Take(owner, name);

    private static JsonNode Take(JsonObject owner, string name)
    {
        var value = owner[name]!.DeepClone();
        owner.Remove(name);
        return value;
    }
}

using System.Text.Json.Nodes;
using Untp.Credentials.Tests.Samples;
using static Untp.Credentials.Tests.JsonLd.Reading.SignedReading;

namespace Untp.Credentials.Tests.JsonLd.Reading;

/// <summary>RDF does not say where something is said: what is read in one place stands in no other.</summary>
public sealed class MentionsTests
{
    private static readonly SignedReading s_own = SignedReading.Own;

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

    /// <summary>Whoever reads the first of them alone would read half an event; published samples have two events of one id.</summary>
    [Fact]
    [Trait("Threat", "8")]
    public async Task Says_where_a_subject_is_described_twice()
    {
        var events = JsonNode.Parse(PublishedContexts.Read("0.6.1/untp-dte-instance.json").GetRawText())!;
        events["credentialSubject"]!.AsArray().RemoveAt(1);
        var signed = await s_own.SignAsync(events);
        var hash = s_own.HashOf(signed);
        var subjects = signed["credentialSubject"]!.AsArray();
        var other = new JsonObject { ["id"] = subjects[0]!["id"]!.DeepClone(), ["type"] = subjects[0]!["type"]!.DeepClone() };
        other["action"] = Take(subjects[0]!.AsObject(), "action");
        subjects.Insert(1, other);
        Assert.Equal(hash, s_own.HashOf(signed));

        var result = Assert.Single(await s_own.CheckAsync(signed, CheckNames.Proof));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains(
            result.Warnings,
            w => w.Pointer == "/credentialSubject/1" && w.Detail.Contains("described twice", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "8")]
    public async Task Refuses_a_status_that_was_split_in_two()
    {
        var passport = WithStatus();
        passport["credentialStatus"] = new JsonArray(passport["credentialStatus"]!.DeepClone());
        await s_own.RefusesAsync(
            CheckNames.Proof,
            passport,
            signed =>
            {
                var entries = signed["credentialStatus"]!.AsArray();
                var other = entries[0]!.DeepClone().AsObject();
                other.Remove("statusListIndex");
                entries.Add(other);
            },
            "/credentialStatus/1",
            "described twice");
    }

    [Fact]
    public async Task Notes_once_that_things_are_described_in_several_places()
    {
        var signed = await s_own.SignAsync(JsonNode.Parse(SampleFiles.Read("chain/approved-verifier.json"))!);

        var note = Assert.Single(Assert.Single(await s_own.CheckAsync(signed, CheckNames.Proof)).Warnings);

        Assert.Contains("several places", note.Detail, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Gateway.Credentials;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Credentials;

public sealed class AboutIndexTests
{
    [Theory]
    [InlineData("DigitalProductPassport_battery_instance.json", 1, 1)]
    [InlineData("ConformityCredential_battery_instance.json", 0, 2)]
    [InlineData("DigitalFacilityRecord_battery_instance.json", 0, 1)]
    [InlineData("DigitalTraceabilityEvent_battery_make_instance.json", 0, 3)]
    [InlineData("DigitalTraceabilityEvent_cathode_move_instance.json", 0, 3)]
    public void Finds_every_product_and_facility_of_the_published_samples(string sample, int passports, int atLeast)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("untp/0.7.0/samples/" + sample)));
        var types = document.RootElement.GetProperty("type").EnumerateArray().Select(t => t.GetString()!).ToArray();
        var about = AboutIndex.Read(document.RootElement, types);
        Assert.Equal(passports, about.Count(a => a.IsPassport));
        Assert.True(about.Count >= atLeast, string.Join(", ", about));
        Assert.Equal(IdsUnder(document.RootElement).Order(), about.Select(a => a.Id).Order());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"credentialSubject": null}""")]
    [InlineData("""{"credentialSubject": [1, "x", [[]], null, {"id": 7}, {"id": ""}]}""")]
    [InlineData("""{"credentialSubject": {"conformityAssessment": {"assessedProduct": "x", "assessedFacility": [{"facility": [null]}]}}}""")]
    [InlineData("""{"credentialSubject": {"producedAtFacility": true, "inputProduct": {"product": {"id": {}}}}}""")]
    public void Takes_any_shape(string claims)
    {
        using var document = JsonDocument.Parse(claims);
        Assert.Empty(AboutIndex.Read(document.RootElement, ["DigitalProductPassport"]));
    }

    [Fact]
    public void Names_each_id_once_and_knows_a_passports_product_among_them()
    {
        using var document = JsonDocument.Parse(
            """
            {"credentialSubject": [
                {"id": "a", "producedAtFacility": {"id": "f"}},
                {"id": "b", "producedAtFacility": [{"id": "f"}, {"id": "a"}]}]}
            """);
        Assert.Equal(
            [new AboutEntry("a", true), new AboutEntry("f", false), new AboutEntry("b", true)],
            AboutIndex.Read(document.RootElement, ["VerifiableCredential", "DigitalProductPassport"]));
        Assert.DoesNotContain(AboutIndex.Read(document.RootElement, ["Other"]), a => a.IsPassport);
    }

    /// <summary>The same found another way: ids of subjects, and of what stands anywhere as a product or facility.</summary>
    private static HashSet<string> IdsUnder(JsonElement credential)
    {
        var ids = new HashSet<string>();
        var subject = credential.GetProperty("credentialSubject");
        Collect(subject, isWanted: true);
        return ids;

        void Collect(JsonElement element, bool isWanted)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                element.EnumerateArray().ToList().ForEach(item => Collect(item, isWanted));
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    if (isWanted && member.NameEquals("id"))
                    {
                        ids.Add(member.Value.GetString()!);
                    }

                    Collect(
                        member.Value,
                        member.Name is "product" or "facility" or "fromFacility" or "toFacility" or "issuedToParty"
                            || member.Name.EndsWith("AtFacility", StringComparison.Ordinal));
                }
            }
        }
    }
}

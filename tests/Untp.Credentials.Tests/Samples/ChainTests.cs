using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Samples;

/// <summary>The value chain of the samples hangs together: quantities, ids, dates, criteria and authority.</summary>
public sealed class ChainTests
{
    [Fact]
    public void What_a_make_event_takes_in_weighs_what_it_gives_out()
    {
        var makes = ChainFiles.Events.Where(e => e.Types().Contains("MakeEvent")).ToList();

        Assert.Equal(4, makes.Count);
        Assert.All(makes, make => Assert.Equal(make.Items("inputProduct").Sum(Kilograms), make.Items("outputProduct").Sum(Kilograms)));
    }

    [Fact]
    public void Nothing_is_moved_or_used_that_is_not_there()
    {
        var made = ChainFiles.Events.SelectMany(e => e.Items("outputProduct")).Select(Id).ToHashSet();
        var stock = new Dictionary<(string Facility, string Product), decimal>();
        void Change(string facility, JsonNode product, int sign)
        {
            if (made.Contains(Id(product)))
            {
                var left = stock.GetValueOrDefault((facility, Id(product))) + (sign * Kilograms(product));
                Assert.True(left >= 0, $"{facility} has not {Kilograms(product)} kg of {Id(product)}");
                stock[(facility, Id(product))] = left;
            }
        }

        foreach (var e in ChainFiles.Events.Where(e => !e.Types().Contains("ModifyEvent")))
        {
            var (from, to) = e["madeAtFacility"] is { } works
                ? (works.Text("id"), works.Text("id"))
                : (e.Text("fromFacility", "id"), e.Text("toFacility", "id"));
            e.Items("inputProduct").Concat(e.Items("movedProduct")).ToList().ForEach(p => Change(from, p, -1));
            e.Items("outputProduct").Concat(e.Items("movedProduct")).ToList().ForEach(p => Change(to, p, 1));
        }

        decimal Left(string facility, string product) =>
            stock.Single(s => s.Key.Facility.EndsWith(facility, StringComparison.Ordinal)
                && s.Key.Product.EndsWith(product, StringComparison.Ordinal)).Value;
        Assert.Equal(0, Left("SUND-1", "NICON-2026-004"));
        Assert.Equal(8000, Left("SUND-1", "NISO4-2026-011"));
        Assert.Equal(500, Left("MERE-3", "NMC811-2026-03"));
    }

    [Fact]
    public void The_chain_leads_from_ore_to_the_battery_of_the_passport()
    {
        var passport = Assert.Single(ChainFiles.OfType("DigitalBatteryPassport")).Subject();
        var batch = ChainFiles.Events.SelectMany(e => e.Items("outputProduct").Select(p => (Event: e, Product: p["product"]!)))
            .Single(made => (string?)made.Product["batchNumber"] == passport.Text("batchNumber"));
        var reached = new Queue<JsonNode>([batch.Event]);
        var origins = new HashSet<string>();
        while (reached.TryDequeue(out var e))
        {
            foreach (var input in e.Items("inputProduct").Select(Id))
            {
                var maker = ChainFiles.Events.FirstOrDefault(m => m.Items("outputProduct").Any(p => Id(p) == input));
                origins.Add(input);
                if (maker is not null)
                {
                    reached.Enqueue(maker);
                }
            }
        }

        Assert.Equal(passport.Text("producedAtFacility", "id"), batch.Event.Text("madeAtFacility", "id"));
        Assert.Contains(origins, id => id.Contains("/ORE-", StringComparison.Ordinal));
        Assert.Equal(passport.Text("id"), Id(Assert.Single(ChainFiles.Events[^1].Items("modifiedProduct"))));
        Assert.Equal(20000m, 50 * (decimal)passport["dimensions"]!["weight"]!["value"]!);
    }

    [Fact]
    public void Every_facility_of_the_chain_has_a_report_and_a_verification()
    {
        var named = ChainFiles.Events
            .SelectMany(e => new[] { e["madeAtFacility"], e["fromFacility"], e["toFacility"], e["modifiedAtFacility"] })
            .OfType<JsonNode>().Select(f => f.Text("id")).Distinct().Order();

        Assert.Equal(named, ChainFiles.OfType("DigitalSiteReport").Select(c => c.Subject().Text("id")).Order());
        Assert.Equal(
            named, Assessments("SiteVerificationCredential").Select(a => a["assessedFacility"]![0]!.Text("facility", "id")).Distinct().Order());
    }

    [Fact]
    public void Every_issuer_but_the_register_has_an_identity_anchor()
    {
        var issuers = ChainFiles.All.Select(c => c.Text("issuer", "id")).Distinct().Except(["did:web:register.example.com"]);
        var anchored = ChainFiles.OfType("DigitalIdentityAnchor").Select(c => c.Subject())
            .ToDictionary(subject => subject.Text("id"), subject => subject.Text("registeredName"));

        Assert.Equal(issuers.Order(), anchored.Keys.Order());
        Assert.All(
            ChainFiles.All.Where(c => anchored.ContainsKey(c.Text("issuer", "id"))),
            c => Assert.Equal(anchored[c.Text("issuer", "id")], c.Text("issuer", "name")));
    }

    [Theory]
    [InlineData("SiteVerificationCredential", "ApprovedVerifierCredential")]
    [InlineData("BatterySustainabilityCertificate", "ApprovedCertifierCredential")]
    [InlineData("CarbonCalculationCertificate", "ApprovedCarbonCalculationPartnerCredential")]
    public void Authority_comes_from_the_alliance_through_an_approval_in_force(string certificate, string approvalType)
    {
        var certificates = ChainFiles.OfType(certificate).ToList();
        Assert.NotEmpty(certificates);
        foreach (var issued in certificates)
        {
            var approval = ChainFiles.Get(Assert.Single(issued.Subject().Items("authorisation")).Text("endorsementEvidence", "linkURL"));

            Assert.Contains(approvalType, approval.Types());
            Assert.Equal("did:web:alliance.example.com", approval.Text("issuer", "id"));
            Assert.Equal(issued.Text("issuer", "id"), approval.Subject().Text("issuedToParty", "id"));
            Assert.InRange(issued.Date("validFrom"), approval.Date("validFrom"), approval.Date("validUntil"));
            Assert.True(issued.Date("validUntil") <= approval.Date("validUntil"));
        }
    }

    [Fact]
    public void A_claim_with_evidence_meets_an_assessment_of_the_same_subject_by_the_same_criterion()
    {
        var claims = ChainFiles.All.Where(c => c["credentialSubject"] is JsonObject)
            .SelectMany(c => c.Subject().Items("performanceClaim").Select(claim => (Credential: c, Subject: c.Subject(), Claim: claim)))
            .Where(c => c.Claim["evidence"] is not null).ToList();

        Assert.True(claims.Count > 10);
        foreach (var (credential, subject, claim) in claims)
        {
            var evidence = claim.Items("evidence").Select(link => ChainFiles.Get(link.Text("linkURL"))).ToList();
            var facility = (string?)subject["producedAtFacility"]?["id"];
            var assessed = evidence.SelectMany(c => c.Subject().Items("conformityAssessment"))
                .Where(a => Names(a, subject.Text("id")) || (facility is not null && Names(a, facility)))
                .SelectMany(a => a.Items("assessmentCriteria")).Select(c => c.Text("id"));

            Assert.Empty(claim.Items("referenceCriteria").Select(c => c.Text("id")).Except(assessed));
            Assert.All(evidence, e => Assert.True(e.Date("validFrom") <= credential.Date("validFrom"), credential.Text("id")));
        }
    }

    [Fact]
    public void A_report_of_a_module_names_the_criterion_of_that_module_step_and_level_and_the_verifier_found_the_same()
    {
        foreach (var report in ChainFiles.OfType("DigitalSiteReport").Select(c => c.Subject()))
        {
            var verified = Assessments("SiteVerificationCredential").Where(a => Names(a, report.Text("id")))
                .ToDictionary(a => a["assessmentCriteria"]![0]!.Text("id"), a => (int)a["assuranceLevel"]!);
            foreach (var entry in report.Items("benchmarkReport"))
            {
                var criterion = entry.Text("criterion", "id");
                Assert.Matches($"/{(int)entry["module"]!:00}-[a-z-]+/{(int)entry["step"]!}-[a-z]+/{entry.Text("level")}$", criterion);
                Assert.Equal((int)entry["assuranceLevel"]!, verified[criterion]);
            }
        }
    }

    [Fact]
    public void A_credential_is_issued_after_what_it_speaks_of()
    {
        foreach (var credential in ChainFiles.All)
        {
            var spoken = credential["credentialSubject"] is JsonArray events
                ? events.Select(e => e!.Date("eventDate"))
                : credential.Subject().Items("performanceClaim").Select(c => c.Date("claimDate"))
                    .Concat(credential.Subject().Items("conformityAssessment").Select(a => a.Date("assessmentDate")));

            Assert.All(spoken, date => Assert.True(date <= credential.Date("validFrom"), credential.Text("id")));
        }
    }

    private static IEnumerable<JsonNode> Assessments(string type) =>
        ChainFiles.OfType(type).SelectMany(c => c.Subject().Items("conformityAssessment"));

    private static bool Names(JsonNode assessment, string id) =>
        assessment.Items("assessedFacility").Any(f => f.Text("facility", "id") == id)
        || assessment.Items("assessedProduct").Any(p => p.Text("product", "id") == id);

    private static string Id(JsonNode eventProduct) => eventProduct.Text("product", "id");

    private static decimal Kilograms(JsonNode eventProduct)
    {
        Assert.Equal("KGM", eventProduct.Text("quantity", "unit"));
        return (decimal)eventProduct["quantity"]!["value"]!;
    }
}

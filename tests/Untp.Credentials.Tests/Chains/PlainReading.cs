using System.Text.Json.Nodes;
using Untp.Credentials.Chains;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.Chains;

/// <summary>
/// UNTP's three questions of a trust graph, read plainly from the JSON of those credentials whose content, proof and status are in order:
/// is a claim's criterion borne out by an assessment of the same thing, topic and criterion with conformance; is an issuer attested by an
/// identity anchor; is there a trusted root above it. Written from UNTP's words, without the rules' code.
/// </summary>
internal sealed class PlainReading
{
    private readonly List<JsonNode> _sound;
    private readonly ChainPolicy _policy;
    private readonly DateTimeOffset _asOf;

    public PlainReading(ChainWorld world, ChainReport report, ChainPolicy policy)
    {
        var inOrder = report.Credentials.Where(c => c.Verification is { } verification && verification.Checks.All(check =>
            check.Check == CheckNames.Validity || check.Verdict is Verdict.Passed or Verdict.Skipped)).Select(c => c.Id).ToHashSet();
        _sound = [.. world.Files.Select(f => world[f]).Where(c => inOrder.Contains(c.Text("id")))];
        (_policy, _asOf) = (policy, report.AsOf);
    }

    public IEnumerable<string> Issuers => _sound.Select(Issuer).Distinct();

    /// <summary>Each criterion of each claim, and the answer.</summary>
    public IEnumerable<(Place Criterion, bool IsVerified)> Criteria()
    {
        foreach (var credential in _sound.Where(c => c["credentialSubject"] is JsonObject))
        {
            var claims = credential.Subject().Items("performanceClaim").ToList();
            for (var i = 0; i < claims.Count; i++)
            {
                var criteria = claims[i].Items("referenceCriteria").ToList();
                for (var j = 0; j < criteria.Count; j++)
                {
                    var pointer = $"/credentialSubject/performanceClaim/{i}/referenceCriteria/{j}";
                    var isVerified = IsVerified(credential.Subject(), claims[i], criteria[j].Text("id"));
                    yield return (new Place(credential.Text("id"), pointer), isVerified);
                }
            }
        }
    }

    public bool IsAttested(string did) => _policy.TrustAnchors.Contains(did) || _sound.Any(c =>
        c.Types().Contains("DigitalIdentityAnchor") && c.Subject().Text("id") == did && Issuer(c) != did && IsInForce(c));

    public bool IsRootTrusted(string did) => IsRootTrusted(did, []);

    private bool IsRootTrusted(string did, HashSet<string> seen) =>
        _policy.TrustAnchors.Contains(did)
        || (seen.Add(did) && _sound.Where(c => SaysWho(c, did)).Any(c => IsRootTrusted(Issuer(c), seen)));

    private static bool SaysWho(JsonNode credential, string did) => credential.Types().Contains("DigitalIdentityAnchor")
        ? credential.Subject().Text("id") == did
        : credential["credentialSubject"] is JsonObject { } subject
            && subject["approvedRole"] is not null && subject.Text("issuedToParty", "id") == did;

    private bool IsVerified(JsonNode subject, JsonNode claim, string criterion)
    {
        var things = new[] { subject.Text("id"), (string?)subject["producedAtFacility"]?["id"] };
        var topics = claim.Items("conformityTopic").Select(t => t.Text("id")).ToList();
        return _sound.Where(c => c["credentialSubject"] is JsonObject).SelectMany(c => c.Subject().Items("conformityAssessment")).Any(a =>
            Assessed(a).Any(id => things.Contains(id))
            && a.Items("conformityTopic").Any(t => topics.Contains(t.Text("id")))
            && a.Items("assessmentCriteria").Any(c => c.Text("id") == criterion)
            && (bool?)a["conformance"] != false);
    }

    private static IEnumerable<string> Assessed(JsonNode assessment) => assessment["assessedProduct"] is not null
        ? assessment.Items("assessedProduct").Select(p => p.Text("product", "id"))
        : assessment.Items("assessedFacility").Select(f => f.Text("facility", "id"));

    private bool IsInForce(JsonNode credential) =>
        credential.Date("validFrom") <= _asOf && (credential["validUntil"] is null || _asOf <= credential.Date("validUntil"));

    private static string Issuer(JsonNode credential) => credential.Text("issuer", "id");
}

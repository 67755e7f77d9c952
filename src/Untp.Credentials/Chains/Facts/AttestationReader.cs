using System.Text.Json;

namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads attestations, and the approvals of the battery extension.</summary>
internal static class AttestationReader
{
    public static AttestationFacts Read(JsonElement subject, string pointer, LinkReader links) =>
        new(
            subject.Text("id"),
            subject.Thing("issuedToParty", pointer),
            subject.Thing("referenceScheme", pointer),
            subject.Text("assessorLevel"),
            subject.Text("assessmentLevel"))
        {
            Endorsements = subject.Each("authorisation", pointer).ConvertAll(endorsement => new EndorsementFacts(
                endorsement.Value.Thing("issuingAuthority", endorsement.Pointer),
                links.Add(endorsement.Value, endorsement.Pointer, "endorsementEvidence").FirstOrDefault())),
            Assessments = subject.Each("conformityAssessment", pointer).ConvertAll(item => Assessment(item.Value, item.Pointer, links)),
            ApprovedRole = subject.Text("approvedRole"),
            ApprovalScope = subject.Things("approvalScope", pointer).ConvertAll(profile => profile.Id),
        };

    private static AssessmentFacts Assessment(JsonElement value, string at, LinkReader links)
    {
        links.Add(value, at, "evidence");
        return new AssessmentFacts(value.Text("id"), at, value.Things("assessmentCriteria", at), ClaimReader.Topics(value))
        {
            Performance = ClaimReader.Performance(value, "assessedPerformance", at),
            Conformance = value.Flag("conformance"),
            Date = value.Text("assessmentDate"),
            Products = EventReader.Products(value, "assessedProduct", at).ConvertAll(p => p.Product),
            Facilities = [.. value.Each("assessedFacility", at).SelectMany(f => f.Value.Things("facility", f.Pointer))],
            Organisation = value.Thing("assessedOrganisation", at),
        };
    }
}

namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads attestations, and the approvals of the battery extension.</summary>
internal static class AttestationReader
{
    public static AttestationFacts Read(Node subject, LinkReader links) =>
        new(
            subject.Text("id"u8),
            subject.Thing("issuedToParty"u8),
            subject.Thing("referenceScheme"u8),
            subject.Text("assessorLevel"u8),
            subject.Text("assessmentLevel"u8))
        {
            Endorsements = subject.Each("authorisation", endorsement => new EndorsementFacts(
                endorsement.Thing("issuingAuthority"u8),
                links.Add(endorsement, "endorsementEvidence") is [var evidence, ..] ? evidence : null)),
            Assessments = subject.Each("conformityAssessment", item => Assessment(item, links)),
            ApprovedRole = subject.Text("approvedRole"u8),
            ApprovalScope = Array.ConvertAll(subject.Things("approvalScope"u8), profile => profile.Id),
        };

    private static AssessmentFacts Assessment(Node item, LinkReader links)
    {
        links.Add(item, "evidence");
        return new AssessmentFacts(item.Text("id"u8), item.Pointer, item.Things("assessmentCriteria"u8), ClaimReader.Topics(item))
        {
            Performance = ClaimReader.Performance(item, "assessedPerformance"),
            Conformance = item.Flag("conformance"u8),
            Date = item.Date("assessmentDate"u8),
            Products = Array.ConvertAll(EventReader.Products(item, "assessedProduct"), p => p.Product),
            Facilities = [.. item.Each("assessedFacility", f => f.Things("facility"u8)).SelectMany(f => f)],
            Organisation = item.Thing("assessedOrganisation"u8),
        };
    }
}

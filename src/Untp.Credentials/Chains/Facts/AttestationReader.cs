namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads attestations, and the approvals of the battery extension.</summary>
internal static class AttestationReader
{
    public static AttestationFacts Read(Node subject, LinkReader links) =>
        new(
            subject.Text("id"),
            subject.Thing("issuedToParty"),
            subject.Thing("referenceScheme"),
            subject.Text("assessorLevel"),
            subject.Text("assessmentLevel"))
        {
            Endorsements = subject.Each("authorisation", endorsement => new EndorsementFacts(
                endorsement.Thing("issuingAuthority"),
                links.Add(endorsement, "endorsementEvidence") is [var evidence, ..] ? evidence : null)),
            Assessments = subject.Each("conformityAssessment", item => Assessment(item, links)),
            ApprovedRole = subject.Text("approvedRole"),
            ApprovalScope = Array.ConvertAll(subject.Things("approvalScope"), profile => profile.Id),
        };

    private static AssessmentFacts Assessment(Node item, LinkReader links)
    {
        links.Add(item, "evidence");
        return new AssessmentFacts(item.Text("id"), item.Pointer, item.Things("assessmentCriteria"), ClaimReader.Topics(item))
        {
            Performance = ClaimReader.Performance(item, "assessedPerformance"),
            Conformance = item.Flag("conformance"),
            Date = item.Date("assessmentDate"),
            Products = Array.ConvertAll(EventReader.Products(item, "assessedProduct"), p => p.Product),
            Facilities = [.. item.Each("assessedFacility", f => f.Things("facility")).SelectMany(f => f)],
            Organisation = item.Thing("assessedOrganisation"),
        };
    }
}

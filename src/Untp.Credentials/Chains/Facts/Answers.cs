namespace Untp.Credentials.Chains.Facts;

/// <summary>Which questions a credential answers.</summary>
internal static class Answers
{
    /// <summary>Each once or more often.</summary>
    public static IEnumerable<Sought> Of(CredentialFacts facts)
    {
        yield return new Sought(facts.Id, SoughtKind.Credential);
        if (facts.Product is { } product)
        {
            yield return new Sought(product.Id, SoughtKind.Product);
        }
        else if (facts.Facility is { } facility)
        {
            yield return new Sought(facility.Id, SoughtKind.Facility);
        }

        if (facts.Identity is { } identity)
        {
            yield return new Sought(identity.Subject.Id, SoughtKind.Party);
        }

        foreach (var answer in facts.Attestation is { } attestation ? OfAttestation(attestation) : OfEvents(facts.Events))
        {
            yield return answer;
        }
    }

    /// <summary>An accreditation answers who the accredited is; other attestations answer for what they assess, not for whom.</summary>
    private static IEnumerable<Sought> OfAttestation(AttestationFacts attestation)
    {
        if (attestation is { IsAccreditation: true, IssuedTo: { } party })
        {
            yield return new Sought(party.Id, SoughtKind.Party);
        }

        foreach (var assessment in attestation.Assessments)
        {
            foreach (var product in assessment.Products)
            {
                yield return new Sought(product.Id, SoughtKind.Product);
            }

            foreach (var facility in assessment.Facilities)
            {
                yield return new Sought(facility.Id, SoughtKind.Facility);
            }
        }
    }

    /// <summary>An event answers for what came out of it, was moved or changed; who else used the same input is another chain.</summary>
    private static IEnumerable<Sought> OfEvents(EventFacts[] events)
    {
        foreach (var e in events)
        {
            foreach (var amounts in (QuantityFacts[][])[e.Outputs, e.Moved, e.Modified])
            {
                foreach (var amount in amounts)
                {
                    yield return new Sought(amount.Product.Id, SoughtKind.Product);
                }
            }
        }
    }
}

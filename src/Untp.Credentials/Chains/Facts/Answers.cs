namespace Untp.Credentials.Chains.Facts;

/// <summary>Which questions a credential answers.</summary>
internal static class Answers
{
    /// <summary>Each once or more often.</summary>
    public static List<Sought> Of(CredentialFacts facts)
    {
        var answers = new List<Sought>(4) { new(facts.Id, SoughtKind.Credential) };
        if (facts.Product is { } product)
        {
            answers.Add(new Sought(product.Id, SoughtKind.Product));
        }
        else if (facts.Facility is { } facility)
        {
            answers.Add(new Sought(facility.Id, SoughtKind.Facility));
        }

        if (facts.Identity is { } identity)
        {
            answers.Add(new Sought(identity.Subject.Id, SoughtKind.Party));
        }

        if (facts.Attestation is { } attestation)
        {
            AddAttestation(attestation, answers);
        }
        else
        {
            AddEvents(facts.Events, answers);
        }

        return answers;
    }

    /// <summary>An accreditation answers who the accredited is; other attestations answer for what they assess, not for whom.</summary>
    private static void AddAttestation(AttestationFacts attestation, List<Sought> answers)
    {
        if (attestation is { IsAccreditation: true, IssuedTo: { } party })
        {
            answers.Add(new Sought(party.Id, SoughtKind.Party));
        }

        foreach (var assessment in attestation.Assessments)
        {
            foreach (var product in assessment.Products)
            {
                answers.Add(new Sought(product.Id, SoughtKind.Product));
            }

            foreach (var facility in assessment.Facilities)
            {
                answers.Add(new Sought(facility.Id, SoughtKind.Facility));
            }
        }
    }

    /// <summary>An event answers for what came out of it, was moved or changed; who else used the same input is another chain.</summary>
    private static void AddEvents(EventFacts[] events, List<Sought> answers)
    {
        foreach (var e in events)
        {
            AddProducts(e.Outputs, answers);
            AddProducts(e.Moved, answers);
            AddProducts(e.Modified, answers);
        }
    }

    private static void AddProducts(QuantityFacts[] amounts, List<Sought> answers)
    {
        foreach (var amount in amounts)
        {
            answers.Add(new Sought(amount.Product.Id, SoughtKind.Product));
        }
    }
}

namespace Untp.Credentials.Chains.Facts;

/// <summary>Which questions a credential answers.</summary>
internal static class Answers
{
    /// <summary>Each once or more often.</summary>
    public static List<Sought> Of(CredentialFacts facts)
    {
        var answers = new List<Sought>(4);
        Any(facts, answers, static (answers, answer) =>
        {
            answers.Add(answer);
            return false;
        });
        return answers;
    }

    /// <summary>Whether one of them is among these.</summary>
    public static bool AnyIn(HashSet<Sought> sought, CredentialFacts facts) =>
        Any(facts, sought, static (sought, answer) => sought.Contains(answer));

    /// <summary>Takes out of these identifiers those that they are about.</summary>
    public static void RemoveFrom(HashSet<string> identifiers, CredentialFacts facts) =>
        Any(facts, identifiers, static (identifiers, answer) => identifiers.Remove(answer.Identifier) && identifiers.Count == 0);

    /// <summary>Whether one of them is such; the others are not looked at.</summary>
    private static bool Any<T>(CredentialFacts facts, T with, Func<T, Sought, bool> isSuch)
    {
        bool Is(string identifier, SoughtKind kind) => isSuch(with, new Sought(identifier, kind));

        return Is(facts.Id, SoughtKind.Credential)
            || (facts.Product is { } product && Is(product.Id, SoughtKind.Product))
            || (facts is { Product: null, Facility: { } facility } && Is(facility.Id, SoughtKind.Facility))
            || (facts.Identity is { } identity && Is(identity.Subject.Id, SoughtKind.Party))
            || (facts.Attestation is { } attestation ? AnyOf(attestation, with, isSuch) : AnyOf(facts.Events, with, isSuch));
    }

    /// <summary>An accreditation answers who the accredited is; other attestations answer for what they assess, not for whom.</summary>
    private static bool AnyOf<T>(AttestationFacts attestation, T with, Func<T, Sought, bool> isSuch)
    {
        if (attestation is { IsAccreditation: true, IssuedTo: { } party } && isSuch(with, new Sought(party.Id, SoughtKind.Party)))
        {
            return true;
        }

        foreach (var assessment in attestation.Assessments)
        {
            foreach (var product in assessment.Products)
            {
                if (isSuch(with, new Sought(product.Id, SoughtKind.Product)))
                {
                    return true;
                }
            }

            foreach (var facility in assessment.Facilities)
            {
                if (isSuch(with, new Sought(facility.Id, SoughtKind.Facility)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>An event answers for what came out of it, was moved or changed; who else used the same input is another chain.</summary>
    private static bool AnyOf<T>(EventFacts[] events, T with, Func<T, Sought, bool> isSuch)
    {
        foreach (var e in events)
        {
            if (AnyOf(e.Outputs, with, isSuch) || AnyOf(e.Moved, with, isSuch) || AnyOf(e.Modified, with, isSuch))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyOf<T>(QuantityFacts[] amounts, T with, Func<T, Sought, bool> isSuch)
    {
        foreach (var amount in amounts)
        {
            if (isSuch(with, new Sought(amount.Product.Id, SoughtKind.Product)))
            {
                return true;
            }
        }

        return false;
    }
}

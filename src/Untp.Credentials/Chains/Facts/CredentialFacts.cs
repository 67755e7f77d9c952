namespace Untp.Credentials.Chains.Facts;

/// <summary>
/// What a credential says that chains are made of, in the shapes of UNTP 0.7.0: small enough to be kept for ten thousand of them.
/// Nothing here is proven; that its credential holds is asked of <see cref="Discovery.Member"/>.
/// </summary>
internal sealed record CredentialFacts(string Id, string? Issuer, string? IssuerName, IReadOnlyList<string> Types)
{
    public string? Name { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The product of a passport.</summary>
    public ProductFacts? Product { get; init; }

    /// <summary>The facility of a facility record, or the one at which a passport's product was made.</summary>
    public Thing? Facility { get; init; }

    /// <summary>What a passport or a facility record claims.</summary>
    public IReadOnlyList<ClaimFacts> Claims { get; init; } = [];

    /// <summary>What a conformity credential attests.</summary>
    public AttestationFacts? Attestation { get; init; }

    /// <summary>What a traceability credential tells.</summary>
    public IReadOnlyList<EventFacts> Events { get; init; } = [];

    /// <summary>What an identity anchor says.</summary>
    public IdentityFacts? Identity { get; init; }

    /// <summary>Links to credentials, those of claims and endorsements included.</summary>
    public IReadOnlyList<LinkFacts> Links { get; init; } = [];

    /// <summary>Which questions it answers, each once.</summary>
    public IReadOnlyList<Sought> Answers { get; init; } = [];

    /// <summary>The ids of the things that it makes claims about.</summary>
    public IEnumerable<string> ClaimSubjects
    {
        get
        {
            if (Product is not null)
            {
                yield return Product.Id;
            }

            if (Facility is not null)
            {
                yield return Facility.Id;
            }
        }
    }
}

/// <summary>A claim (UNTP <c>performanceClaim</c>).</summary>
internal sealed record ClaimFacts(
    string? Id,
    string Pointer,
    IReadOnlyList<Thing> Criteria,
    IReadOnlyList<string> Topics,
    IReadOnlyList<PerformanceFacts> Performance,
    DateTimeOffset? Date,
    IReadOnlyList<LinkFacts> Evidence);

/// <summary>An attestation (UNTP <c>ConformityAttestation</c>), approvals included.</summary>
internal sealed record AttestationFacts(string? Id, Thing? IssuedTo, Thing? Scheme, string? AssessorLevel, string? AssessmentLevel)
{
    public IReadOnlyList<EndorsementFacts> Endorsements { get; init; } = [];

    public IReadOnlyList<AssessmentFacts> Assessments { get; init; } = [];

    /// <summary>What an approval of the battery extension allows; null for other attestations.</summary>
    public string? ApprovedRole { get; init; }

    /// <summary>The profiles to which an approval is limited.</summary>
    public IReadOnlyList<string> ApprovalScope { get; init; } = [];

    /// <summary>Whether it is about an organisation and not about products or facilities: an accreditation or an approval.</summary>
    public bool IsAccreditation =>
        ApprovedRole is not null
        || (Assessments.Any(a => a.Organisation is not null) && Assessments.All(a => a.Products.Count + a.Facilities.Count == 0));
}

/// <summary>Who is said to have endorsed an attestation, and the link to the proof of it.</summary>
internal sealed record EndorsementFacts(Thing? Authority, LinkFacts? Evidence);

/// <summary>An assessment (UNTP <c>ConformityAssessment</c>).</summary>
internal sealed record AssessmentFacts(string? Id, string Pointer, IReadOnlyList<Thing> Criteria, IReadOnlyList<string> Topics)
{
    public IReadOnlyList<PerformanceFacts> Performance { get; init; } = [];

    public bool? Conformance { get; init; }

    public DateTimeOffset? Date { get; init; }

    public IReadOnlyList<ProductFacts> Products { get; init; } = [];

    public IReadOnlyList<Thing> Facilities { get; init; } = [];

    public Thing? Organisation { get; init; }

    /// <summary>What it is about: the products; of facilities only when it names no product that was made there.</summary>
    public IEnumerable<string> SubjectIds => Products.Count > 0 ? Products.Select(p => p.Id) : Facilities.Select(f => f.Id);
}

/// <summary>An event (UNTP Make-, Move- or ModifyEvent).</summary>
internal sealed record EventFacts(string? Id, string Pointer, DateTimeOffset? Date)
{
    public IReadOnlyList<QuantityFacts> Inputs { get; init; } = [];

    public IReadOnlyList<QuantityFacts> Outputs { get; init; } = [];

    public IReadOnlyList<QuantityFacts> Moved { get; init; } = [];

    public IReadOnlyList<QuantityFacts> Modified { get; init; } = [];

    public Thing? MadeAt { get; init; }

    public Thing? From { get; init; }

    public Thing? To { get; init; }

    public Thing? ModifiedAt { get; init; }

    public bool IsMake => MadeAt is not null || Outputs.Count > 0;
}

/// <summary>An identity anchor's subject (UNTP <c>RegisteredIdentity</c>).</summary>
internal sealed record IdentityFacts(Thing Subject, string? RegisteredId, string? PublicInformation, Thing? Registrar);

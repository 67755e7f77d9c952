namespace Untp.Credentials.Chains.Facts;

/// <summary>
/// What a credential says that chains are made of, in the shapes of UNTP 0.7.0: small enough to be kept for ten thousand of them:
/// lists are arrays, which take one object each. Nothing here is proven; that its credential holds is asked of
/// <see cref="Discovery.Member"/>.
/// </summary>
internal sealed record CredentialFacts(string Id, string? Issuer, string? IssuerName, string[] Types)
{
    public string? Name { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Where its subject stands, the first of several.</summary>
    public string SubjectPointer { get; init; } = "";

    /// <summary>The product of a passport.</summary>
    public ProductFacts? Product { get; init; }

    /// <summary>The facility of a facility record, or the one at which a passport's product was made.</summary>
    public Thing? Facility { get; init; }

    /// <summary>What a passport or a facility record claims.</summary>
    public ClaimFacts[] Claims { get; init; } = [];

    /// <summary>What a conformity credential attests.</summary>
    public AttestationFacts? Attestation { get; init; }

    /// <summary>What a traceability credential tells.</summary>
    public EventFacts[] Events { get; init; } = [];

    /// <summary>What an identity anchor says.</summary>
    public IdentityFacts? Identity { get; init; }

    /// <summary>Links to credentials, those of claims and endorsements included.</summary>
    public LinkFacts[] Links { get; init; } = [];

    /// <summary>Which questions it answers, each once or more often; not kept, because few ask.</summary>
    public List<Sought> Answers => Facts.Answers.Of(this);

    /// <summary>The ids of the things that it makes claims about.</summary>
    public IEnumerable<string> ClaimSubjects
    {
        get
        {
            if (Product is { } product)
            {
                yield return product.Id;
            }

            if (Facility is { } facility)
            {
                yield return facility.Id;
            }
        }
    }
}

/// <summary>A claim (UNTP <c>performanceClaim</c>).</summary>
internal sealed record ClaimFacts(
    string? Id,
    string Pointer,
    CriterionFacts[] Criteria,
    string[] Topics,
    PerformanceFacts[] Performance,
    DateTimeOffset? Date,
    LinkFacts[] Evidence);

/// <summary>An attestation (UNTP <c>ConformityAttestation</c>), approvals included.</summary>
internal sealed record AttestationFacts(string? Id, Thing? IssuedTo, Thing? Scheme, string? AssessorLevel, string? AssessmentLevel)
{
    public EndorsementFacts[] Endorsements { get; init; } = [];

    public AssessmentFacts[] Assessments { get; init; } = [];

    /// <summary>What an approval of the battery extension allows; null for other attestations.</summary>
    public string? ApprovedRole { get; init; }

    /// <summary>The profiles to which an approval is limited.</summary>
    public string[] ApprovalScope { get; init; } = [];

    /// <summary>Whether it is about an organisation and not about products or facilities: an accreditation or an approval.</summary>
    public bool IsAccreditation =>
        ApprovedRole is not null
        || (Array.Exists(Assessments, a => a.Organisation is not null)
            && Array.TrueForAll(Assessments, a => a.Products.Length + a.Facilities.Length == 0));
}

/// <summary>Who is said to have endorsed an attestation, and the link to the proof of it.</summary>
internal sealed record EndorsementFacts(Thing? Authority, LinkFacts? Evidence);

/// <summary>An assessment (UNTP <c>ConformityAssessment</c>).</summary>
internal sealed record AssessmentFacts(string? Id, string Pointer, Thing[] Criteria, string[] Topics)
{
    public PerformanceFacts[] Performance { get; init; } = [];

    public bool? Conformance { get; init; }

    public DateTimeOffset? Date { get; init; }

    public ProductFacts[] Products { get; init; } = [];

    public Thing[] Facilities { get; init; } = [];

    public Thing? Organisation { get; init; }

    /// <summary>What it is about: the products; of facilities only when it names no product that was made there.</summary>
    public string[] SubjectIds =>
        Products.Length > 0 ? Array.ConvertAll(Products, static p => p.Id) : Array.ConvertAll(Facilities, static f => f.Id);
}

/// <summary>An event (UNTP Make-, Move- or ModifyEvent).</summary>
internal sealed record EventFacts(string? Id, string Pointer, DateTimeOffset? Date)
{
    public QuantityFacts[] Inputs { get; init; } = [];

    public QuantityFacts[] Outputs { get; init; } = [];

    public QuantityFacts[] Moved { get; init; } = [];

    public QuantityFacts[] Modified { get; init; } = [];

    public Thing? MadeAt { get; init; }

    public Thing? From { get; init; }

    public Thing? To { get; init; }

    public Thing? ModifiedAt { get; init; }

    public bool IsMake => MadeAt is not null || Outputs.Length > 0;
}

/// <summary>An identity anchor's subject (UNTP <c>RegisteredIdentity</c>).</summary>
internal sealed record IdentityFacts(Thing Subject, string? RegisteredId, string? PublicInformation, Thing? Registrar);

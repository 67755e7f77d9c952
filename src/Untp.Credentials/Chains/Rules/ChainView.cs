using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Chains.Rules;

/// <summary>What the rules look at: the credentials of a chain, and short ways from one to another.</summary>
internal sealed class ChainView
{
    /// <summary>Of what answers one question no more is compared: else who writes much makes audits long.</summary>
    private const int MaxAnswers = 1000;

    /// <summary>The same of accreditations, which are compared for each certificate; trusted ones come first.</summary>
    private const int MaxAccreditations = 100;

    private readonly Discovered _found;
    private readonly Dictionary<string, Member> _byId;
    private readonly ILookup<string, Assessed> _assessments;
    private readonly ILookup<(string Subject, string Criterion), Assessed> _byCriterion;
    private readonly ILookup<string, Member> _anchors;
    private readonly ILookup<string, Member> _accreditations;

    public ChainView(ChainPolicy policy, DateTimeOffset asOf, Discovered found)
    {
        Policy = policy;
        AsOf = asOf;
        _found = found;
        _byId = new Dictionary<string, Member>(found.Members.Count, StringComparer.Ordinal);
        Sound = new List<Member>(found.Members.Count);
        foreach (var member in found.Members.Where(m => m.IsSound))
        {
            AddSound(member);
        }

        foreach (var member in found.Members.Where(m => !m.IsSound))
        {
            _byId.TryAdd(member.Id, member);
        }

        _assessments = Attestations
            .SelectMany(m => m.Facts.Attestation!.Assessments.Select(a => new Assessed(m, a)))
            .SelectMany(a => EachOnce(a.Assessment.SubjectIds).Select(id => (Id: id, Of: a)))
            .ToLookup(a => a.Id, a => a.Of, StringComparer.Ordinal);
        _byCriterion = _assessments
            .SelectMany(group => group.Select(a => (Subject: group.Key, Of: a)))
            .SelectMany(a => EachOnce(IdsOf(a.Of.Assessment.Criteria)).Select(id => (Key: (a.Subject, id), a.Of)))
            .ToLookup(a => a.Key, a => a.Of);
        _anchors = found.Members.Where(m => m.Facts.Identity is not null)
            .ToLookup(m => m.Facts.Identity!.Subject.Id, StringComparer.Ordinal);
        _accreditations = found.Members.Where(m => m.Facts.Attestation is { IsAccreditation: true, IssuedTo: not null })
            .OrderBy(m => !m.IsSound).ThenBy(m => !policy.TrustAnchors.Contains(m.Facts.Issuer) && m.Facts.Issuer != policy.GbaAnchor)
            .ToLookup(m => m.Facts.Attestation!.IssuedTo!.Id, StringComparer.Ordinal);
        Flows = new Flows(Sound);
    }

    public ChainPolicy Policy { get; }

    /// <summary>The time for which is asked.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The credentials that count.</summary>
    public List<Member> Sound { get; }

    /// <summary>Those of them that assess products or facilities.</summary>
    public List<Member> Attestations { get; } = [];

    /// <summary>Who issued them, each with the first that he issued.</summary>
    public OrderedDictionary<string, Member> Issuers { get; } = new(StringComparer.Ordinal);

    /// <summary>What the events tell of products.</summary>
    public Flows Flows { get; }

    /// <summary>What a link leads to; null when that is not known.</summary>
    public Member? Resolve(LinkFacts link) => _byId.GetValueOrDefault(link.Url) ?? _found.ByLocation.GetValueOrDefault(link.Url);

    /// <summary>The assessments of a product or a facility.</summary>
    public IEnumerable<Assessed> AssessmentsOf(string subject) => _assessments[subject].Take(MaxAnswers);

    /// <summary>Those of them by a criterion, or by one that the policy maps to it.</summary>
    public IEnumerable<Assessed> AssessmentsOf(string subject, string criterion) =>
        Policy.CriterionMappings.Where(m => m.Claimed == criterion).Select(m => m.Assessed).Prepend(criterion)
            .SelectMany(c => _byCriterion[(subject, c)]).Distinct().Take(MaxAnswers);

    /// <summary>The identity anchors whose subject a DID is, sound or not.</summary>
    public IEnumerable<Member> AnchorsOf(string did) => _anchors[did].OrderBy(m => !m.IsSound).Take(MaxAnswers);

    /// <summary>The accreditations and approvals issued to a DID, sound or not.</summary>
    public IEnumerable<Member> AccreditationsOf(string did) => _accreditations[did].Take(MaxAccreditations);

    /// <summary>The document of an issuer, as far as it could be had.</summary>
    public DidDocument? DidDocument(string did) => _found.DidDocuments.GetValueOrDefault(did);

    /// <summary>Whether the policy asks for a rule, which then tells of its faults.</summary>
    public bool Has(string rule) => Policy.Rules.Contains(rule);

    /// <summary>Whether a DID is trusted without anybody saying so.</summary>
    public bool IsTrusted(string did) => Policy.TrustAnchors.Contains(did);

    private void AddSound(Member member)
    {
        Sound.Add(member);
        _byId.TryAdd(member.Id, member);
        if (member.Facts.Issuer is { } issuer)
        {
            Issuers.TryAdd(issuer, member);
        }

        if (member.Facts.Attestation is { IsAccreditation: false })
        {
            Attestations.Add(member);
        }
    }

    private static string[] IdsOf(Thing[] things) => Array.ConvertAll(things, static thing => thing.Id);

    /// <summary>Most lists are of one.</summary>
    private static string[] EachOnce(string[] ids) => ids.Length < 2 ? ids : [.. ids.Distinct()];
}

/// <summary>An assessment and the credential that holds it; one object each, so that two are equal where they are one.</summary>
internal sealed class Assessed(Member by, AssessmentFacts assessment)
{
    public Member By { get; } = by;

    public AssessmentFacts Assessment { get; } = assessment;

    public Place Place => new(By.Id, Assessment.Pointer);
}

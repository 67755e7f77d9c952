namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads claims, and what claims and assessments have in common.</summary>
internal static class ClaimReader
{
    public static ClaimFacts[] Claims(Node subject, LinkReader links) =>
        subject.Each("performanceClaim", claim => new ClaimFacts(
            claim.Text("id"u8),
            claim.Pointer,
            Criteria(claim),
            Topics(claim),
            Performance(claim, "claimedPerformance"),
            claim.Date("claimDate"u8),
            links.Add(claim, "evidence")));

    private static CriterionFacts[] Criteria(Node claim)
    {
        var found = new List<CriterionFacts>();
        foreach (var item in claim.Objects("referenceCriteria"))
        {
            if (item.ToThing() is { } thing)
            {
                found.Add(new CriterionFacts(thing, item.Pointer));
            }
        }

        return [.. found];
    }

    public static string[] Topics(Node owner) => Array.ConvertAll(owner.Things("conformityTopic"u8), topic => topic.Id);

    public static PerformanceFacts[] Performance(Node owner, string name) =>
        owner.Each(name, static item =>
        {
            var measure = item.Part("measure"u8);
            return new PerformanceFacts(
                item.Part("metric"u8).Text("id"u8),
                measure.Number("value"u8),
                measure.Text("unit"u8),
                measure.Number("lowerTolerance"u8) ?? 0,
                measure.Number("upperTolerance"u8) ?? 0,
                item.Part("score"u8).Text("code"u8),
                item.Pointer);
        });
}

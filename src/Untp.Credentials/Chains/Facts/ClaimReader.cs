namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads claims, and what claims and assessments have in common.</summary>
internal static class ClaimReader
{
    public static ClaimFacts[] Claims(Node subject, LinkReader links) =>
        subject.Each("performanceClaim", claim => new ClaimFacts(
            claim.Text("id"),
            claim.Pointer,
            Criteria(claim),
            Topics(claim),
            Performance(claim, "claimedPerformance"),
            claim.Date("claimDate"),
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

    public static string[] Topics(Node owner) => Array.ConvertAll(owner.Things("conformityTopic"), topic => topic.Id);

    public static PerformanceFacts[] Performance(Node owner, string name) =>
        owner.Each(name, static item =>
        {
            var measure = item.Child("measure");
            return new PerformanceFacts(
                item.Child("metric").Text("id"),
                measure.Number("value"),
                measure.Text("unit"),
                measure.Number("lowerTolerance") ?? 0,
                measure.Number("upperTolerance") ?? 0,
                item.Child("score").Text("code"),
                item.Pointer);
        });
}

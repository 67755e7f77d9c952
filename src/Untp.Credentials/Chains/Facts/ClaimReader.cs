using System.Text.Json;

namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads claims, and what claims and assessments have in common.</summary>
internal static class ClaimReader
{
    public static List<ClaimFacts> Claims(JsonElement subject, string pointer, LinkReader links) =>
        subject.Each("performanceClaim", pointer).ConvertAll(claim => new ClaimFacts(
            claim.Value.Text("id"),
            claim.Pointer,
            claim.Value.Things("referenceCriteria", claim.Pointer),
            Topics(claim.Value),
            Performance(claim.Value, "claimedPerformance", claim.Pointer),
            claim.Value.Text("claimDate"),
            links.Add(claim.Value, claim.Pointer, "evidence")));

    public static List<string> Topics(JsonElement owner) => owner.Things("conformityTopic", "").ConvertAll(topic => topic.Id);

    public static List<PerformanceFacts> Performance(JsonElement owner, string name, string pointer) =>
        owner.Each(name, pointer).ConvertAll(item =>
        {
            var measure = item.Value.Child("measure");
            return new PerformanceFacts(
                item.Value.Child("metric").Text("id"),
                measure.Number("value"),
                measure.Text("unit"),
                measure.Number("lowerTolerance") ?? 0,
                measure.Number("upperTolerance") ?? 0,
                item.Value.Child("score").Text("code"),
                item.Pointer);
        });
}

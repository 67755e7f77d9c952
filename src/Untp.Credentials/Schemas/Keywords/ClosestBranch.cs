namespace Untp.Credentials.Schemas.Keywords;

/// <summary>Tells of several branches that all failed the errors of the one that was probably meant.</summary>
internal static class ClosestBranch
{
    /// <summary>The right kind of value first, then the one that went deepest, then the fewest errors.</summary>
    internal static void Report(ErrorCollector errors, KeywordSite site, ErrorCollector[] failed, string expectation)
    {
        var closest = failed
            .OrderBy(branch => branch.IsMismatch).ThenByDescending(branch => branch.Reach).ThenBy(branch => branch.Count).First();
        var number = Array.IndexOf(failed, closest) + 1;
        errors.Add(site, $"{expectation} of {failed.Length} schemas and follows none; number {number} comes closest");
        errors.Add(closest);
    }
}

using System.Collections.Concurrent;
using Untp.Credentials.Chains.Discovery;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>Applies the policy's rules, then tells what no rule could: what was not found, and which credentials do not verify.</summary>
internal static class Judgement
{
    public static IReadOnlyList<Finding> Of(ChainView chain, Discovered found, int parallel)
    {
        var findings = new FindingList();
        TellOfDiscovery(found, findings);
        var rules = ChainRules.All.Where(rule => chain.Has(rule.Name)).ToList();
        var byRule = rules.ConvertAll(_ => new FindingList());

        // one at a time to whoever is free, from the last: the longest are among them
        var order = Partitioner.Create(Enumerable.Range(0, rules.Count).Reverse(), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i => rules[i].Judge(chain, byRule[i]));
        byRule.ForEach(findings.Append);
        TellOfCredentials(chain, found, findings);
        return findings.All;
    }

    private static void TellOfDiscovery(Discovered found, FindingList findings)
    {
        foreach (var identifier in found.Missing)
        {
            findings.Undecided(ChainRuleNames.Discovery, $"Nothing is known of {Id(identifier)}, where the chain was to start.");
        }

        foreach (var (want, reason) in found.Broken)
        {
            var sentence = $"The link to {Id(want.Identifier)} leads to nothing: {reason}.";
            findings.Undecided(ChainRuleNames.Discovery, sentence, want.From is { } from ? [from] : []);
        }

        foreach (var reason in found.Ended)
        {
            findings.Undecided(ChainRuleNames.Discovery, $"The chain may go on: {reason}.");
        }
    }

    /// <summary>A credential that does not verify is told of here, unless a finding that is no better rests on it already.</summary>
    private static void TellOfCredentials(ChainView chain, Discovered found, FindingList findings)
    {
        var told = findings.CredentialsAtFault;
        foreach (var member in found.Members.Where(m => !m.IsVerified))
        {
            var isFailed = member.Standing == Standing.Unsound || (member.IsSound && !IsInForce(member, chain.AsOf));
            if (!told.Contains(member.Id))
            {
                findings.Add(
                    ChainRuleNames.CredentialVerified,
                    isFailed ? FindingVerdict.Failed : FindingVerdict.Undecided,
                    $"{Id(member.Id)} does not verify: {member.Fault}.",
                    Whole(member));
            }
        }

        if (found.Members.Count > 0 && found.Members.All(m => m.IsVerified))
        {
            findings.Passed(ChainRuleNames.CredentialVerified, $"Each of the {found.Members.Count} credentials verifies by itself.");
        }
    }
}

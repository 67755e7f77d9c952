using System.Globalization;
using Gateway.Auditing;
using Untp.Credentials;
using Untp.Credentials.Chains;
using Untp.Credentials.Dids;

namespace Gateway.Commands;

/// <summary><c>Gateway chain FILE...</c>: audits the chain of the first credential with the help of the others.</summary>
internal static class ChainCommand
{
    private static readonly string[] s_options =
    [
        "--json", "--offline", "--at=", "--did-document=", "--profile=", "--anchor=", "--gba-anchor=", "--policy=", "--rule=", "--depth=",
    ];

    public static async Task<int> RunAsync(ReadOnlyMemory<string> args)
    {
        var arguments = AuditorArguments.Read(args.Span, s_options);
        if (arguments.Inputs.Count == 0)
        {
            throw new AuditorFaultException("the command wants FILE..., the first of them the credential whose chain is meant");
        }

        var (asOf, profile) = (AuditorDesk.At(arguments), AuditorDesk.Profile(arguments));
        await using var desk = AuditorDesk.Open(arguments);
        var policy = PolicyOf(arguments, desk.Policies);
        var documents = await ReadAsync(arguments.Inputs, desk);
        var request = new ChainRequest([ChainStart.With(documents[0])], policy)
        {
            Supplied = documents,
            AsOf = asOf,
            Budgets = desk.Options<AuditingOptions>().Budgets(DepthOf(arguments)),
            IsRemote = !arguments.Has("--offline"),
            Profile = profile,
        };
        var verifier = new ChainVerifier(desk.Verifier, desk.Dids, new ChainCache(desk.Time), desk.Time);
        using var progress = new ProgressLines(Console.Error, Console.IsErrorRedirected, desk.Time);
        var report = await verifier.VerifyAsync(request, null, desk.Fetcher, progress, CancellationToken.None);
        progress.End();
        if (arguments.Has("--json"))
        {
            var document = ChainReportDocument.Of(report, policy, arguments.All("--anchor").Count > 0 || arguments.All("--rule").Count > 0);
            AuditorCommands.WriteJson(document, AuditingJson.Default.ChainReportDocument);
        }
        else
        {
            ChainTable.Write(Screen.Of(Console.Out, Console.IsOutputRedirected), arguments.Inputs[0], report, policy);
        }

        return ExitOf(report.Verdict);
    }

    private static int ExitOf(FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Passed => AuditorExit.Verified,
        FindingVerdict.Failed => AuditorExit.NotVerified,
        _ => AuditorExit.Undecided,
    };

    private static async Task<IReadOnlyList<ChainDocument>> ReadAsync(IReadOnlyList<string> names, AuditorDesk desk)
    {
        var documents = new List<ChainDocument>(names.Count);
        foreach (var name in names)
        {
            using var credential = await desk.Input.ReadAsync(name, CancellationToken.None);
            documents.Add(ChainDocument.Of(credential) with { Location = name });
        }

        return documents;
    }

    private static ChainPolicy PolicyOf(AuditorArguments arguments, Policies policies)
    {
        var policy = policies.Find(arguments["--policy"])
            ?? throw new AuditorFaultException($"--policy: there is no policy of that name; there are {string.Join(", ", policies.Names)}");
        var (anchors, rules) = (arguments.All("--anchor"), arguments.All("--rule"));
        if (anchors.Append(arguments["--gba-anchor"] ?? "did:none:given").FirstOrDefault(did => !DidUrl.IsDid(did)) is { } other)
        {
            throw new AuditorFaultException($"an anchor is a DID, not {PlainText.Of(other)}");
        }

        if (rules.FirstOrDefault(rule => !ChainRuleNames.All.Contains(rule)) is { } unknown)
        {
            throw new AuditorFaultException(
                $"--rule: there is no rule {PlainText.Of(unknown)}; there are {string.Join(", ", ChainRuleNames.All)}");
        }

        return policy with
        {
            TrustAnchors = anchors.Count > 0 ? anchors : policy.TrustAnchors,
            Rules = rules.Count > 0 ? rules : policy.Rules,
            GbaAnchor = arguments["--gba-anchor"] ?? policy.GbaAnchor,
        };
    }

    private static int? DepthOf(AuditorArguments arguments) => arguments["--depth"] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth
        : throw new AuditorFaultException("--depth is a whole number, 0 or more");
}

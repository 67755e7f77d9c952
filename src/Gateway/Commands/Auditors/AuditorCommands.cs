using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Credentials;
using Untp.Credentials;

namespace Gateway.Commands;

/// <summary>The commands for auditors and scripts, which need no server and no database.</summary>
internal static class AuditorCommands
{
    private static readonly string[] s_names = ["verify", "check", "issue", "chain", "samples"];

    public static bool IsOne(string word) => s_names.Contains(word);

    /// <summary>Runs one of them.</summary>
    /// <param name="args">The command's name and what follows it.</param>
    /// <returns>A value of <see cref="AuditorExit"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args[0] switch
            {
                "verify" => await VerifyAsync(args.AsMemory(1)),
                "check" => await CheckAsync(args.AsMemory(1)),
                "issue" => await IssueCommand.RunAsync(args.AsMemory(1)),
                "chain" => await ChainCommand.RunAsync(args.AsMemory(1)),
                _ => await SamplesCommand.RunAsync(args.AsMemory(1)),
            };
        }
        catch (AuditorFaultException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return fault.Exit;
        }
        catch (Exception fault) when (StartFaults.Describe(fault) is { } reason)
        {
            // a setting is wrong: nothing was looked at
            await Console.Error.WriteLineAsync(reason);
            return AuditorExit.Unreadable;
        }
    }

    /// <summary>A table, or with <c>--json</c> the report as the service answers it.</summary>
    private static async Task<int> VerifyAsync(ReadOnlyMemory<string> args)
    {
        var arguments = AuditorArguments.Read(args.Span, "--json", "--offline", "--at=", "--did-document=", "--profile=");
        var name = arguments.DemandInput("FILE, URL or -");
        var options = new VerificationOptions(AuditorDesk.Profile(arguments)) { At = AuditorDesk.At(arguments) };
        await using var desk = AuditorDesk.Open(arguments);
        using var credential = await desk.Input.ReadAsync(name, CancellationToken.None);
        var report = await desk.Verifier.VerifyAsync(credential, options, desk.Fetcher, CancellationToken.None);
        if (arguments.Has("--json"))
        {
            WriteJson(ReportDocument.Of(report), CredentialsJson.Default.ReportDocument);
        }
        else
        {
            ReportTable.Write(Screen.Of(Console.Out, Console.IsOutputRedirected), name, credential, report);
        }

        return AuditorExit.Of(report);
    }

    /// <summary>The same of an unsigned draft.</summary>
    private static async Task<int> CheckAsync(ReadOnlyMemory<string> args)
    {
        var arguments = AuditorArguments.Read(args.Span, "--json", "--at=", "--type=");
        var name = arguments.DemandInput("DRAFT");
        var options = new VerificationOptions(VerificationProfile.Draft) { At = AuditorDesk.At(arguments), Type = arguments["--type"] };
        await using var desk = AuditorDesk.Open(arguments);
        if (options.Type is { } type && !desk.Vocabulary.CredentialTypes.Contains(type))
        {
            throw new AuditorFaultException(
                $"--type: there is no schema for {PlainText.Of(type)}; there are {string.Join(", ", desk.Vocabulary.CredentialTypes)}");
        }

        using var credential = await desk.Input.ReadAsync(name, CancellationToken.None);
        var report = await desk.Verifier.VerifyAsync(credential, options, desk.Fetcher, CancellationToken.None);
        var document = DraftReportDocument.Of(report);
        if (arguments.Has("--json"))
        {
            WriteJson(document, CredentialsJson.Default.DraftReportDocument);
        }
        else
        {
            ReportTable.WriteDraft(Screen.Of(Console.Out, Console.IsOutputRedirected), name, credential, report, document.Valid);
        }

        return document.Valid ? AuditorExit.Verified : AuditorExit.NotVerified;
    }

    /// <summary>One line of JSON on the standard output.</summary>
    public static void WriteJson<T>(T document, JsonTypeInfo<T> type)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(Gateway.Hosting.Answer.Of(200, document, type).Body.Span);
        output.WriteByte((byte)'\n');
    }
}

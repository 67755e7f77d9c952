using System.Text;
using System.Text.Json;
using Gateway.Issuing;
using Untp.Credentials;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Gateway.Commands;

/// <summary>
/// <c>Gateway issue --key KEY</c>: checks a draft, fills in issuer, id and start of validity where they are missing, and signs it. The
/// credential alone goes to the output. A status entry cannot be handed out here: that is what a server is for.
/// </summary>
internal static class IssueCommand
{
    private static readonly VerificationOptions s_untp =
        new(VerificationProfile.Draft, [CheckNames.DataModel, CheckNames.Schema, CheckNames.JsonLd]);

    private static readonly VerificationOptions s_w3c = new(VerificationProfile.W3c, [CheckNames.DataModel]);

    public static async Task<int> RunAsync(ReadOnlyMemory<string> args)
    {
        var arguments = AuditorArguments.Read(args.Span, "--key=", "--method=", "--proof=", "--profile=");
        var options = AuditorDesk.Profile(arguments) == VerificationProfile.W3c ? s_w3c : s_untp;
        var name = arguments.Inputs.Count == 0 ? CredentialInput.StandardInput : arguments.DemandInput("DRAFT");
        var file = KeyFile.Read(arguments["--key"] ?? throw new AuditorFaultException("--key KEY is missing: the file of the private key"));
        using var key = file.Key;
        var signer = new KeySigner(key, MethodOf(arguments["--method"]) ?? file.Method);
        await using var desk = AuditorDesk.Open(arguments);

        var (bytes, _) = await desk.Input.ReadBytesAsync(name, CancellationToken.None);
        var claims = FillIn(bytes, desk, signer);
        using var credential = Read(claims, desk.Limits, name);
        var report = await desk.Verifier.VerifyAsync(credential, options, desk.Fetcher, CancellationToken.None);
        if (report.Checks.Any(check => check.Verdict is not (Verdict.Passed or Verdict.Skipped)))
        {
            ReportTable.WriteDraft(Screen.Of(Console.Error, Console.IsErrorRedirected), name, credential, report, isValid: false);
            return AuditorExit.NotVerified;
        }

        // a token has no line break: what is written to a file can be sent as it is
        Console.Write(await SignAsync(claims, arguments["--proof"], signer, desk) + (Console.IsOutputRedirected ? "" : "\n"));
        return AuditorExit.Verified;
    }

    private static string? MethodOf(string? text) => text is null || KeyFile.IsMethod(text)
        ? text
        : throw new AuditorFaultException("--method is the DID URL of a verification method, such as did:web:maker.example.com#key-1");

    /// <summary>The claims, for the issuer whose key it is.</summary>
    private static ReadOnlyMemory<byte> FillIn(ReadOnlyMemory<byte> bytes, AuditorDesk desk, KeySigner signer)
    {
        if (!StrictJson.TryParse(bytes, desk.Limits, out var document, out var problem))
        {
            throw new AuditorFaultException(PlainText.Of(problem.Detail));
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new AuditorFaultException("a draft is a JSON object");
            }

            var did = signer.VerificationMethod[..signer.VerificationMethod.IndexOf('#', StringComparison.Ordinal)];
            var named = Draft.ReadIssuer(document.RootElement);
            var issuer = named is null ? did : null;
            var draft = Draft.Make(
                document.RootElement,
                bytes,
                new DraftDefaults($"urn:uuid:{Guid.NewGuid()}", desk.Time.GetUtcNow(), issuer, IssuerName: null, AddsStatus: false));
            return named is not null && named != did
                    ? throw Refusal($"the draft's issuer is {PlainText.Of(named)}, and the key is that of {did}")
                : draft.HasProof ? throw Refusal("the draft has a proof: it was signed before")
                : draft.Status.Purposes.Count > 0 ? throw Refusal("the draft wants a status entry, which only the server can hand out")
                : draft.Compose([], _ => "");
        }
    }

    private static AuditorFaultException Refusal(string reason) => new(reason, AuditorExit.NotVerified);

    private static Credential Read(ReadOnlyMemory<byte> claims, ParsingLimits limits, string name) =>
        Credential.TryParse(claims, MediaTypes.Vc, limits, out var credential, out var problem)
            ? credential
            : throw new AuditorFaultException($"{PlainText.Of(name)}: {PlainText.Of(problem.Detail)}");

    private static async Task<string> SignAsync(ReadOnlyMemory<byte> claims, string? suite, KeySigner signer, AuditorDesk desk)
    {
        if (suite is null)
        {
            return await VcJwt.SignAsync(claims, signer, CancellationToken.None);
        }

        try
        {
            var options = new ProofOptions { Cryptosuite = suite, Created = desk.Time.GetUtcNow() };
            return Encoding.UTF8.GetString(
                await new DataIntegritySigner(desk.Vocabulary).SignAsync(claims, options, signer, CancellationToken.None));
        }
        catch (ArgumentException fault)
        {
            throw new AuditorFaultException($"no proof can be made: {fault.Message}", AuditorExit.NotVerified);
        }
    }
}

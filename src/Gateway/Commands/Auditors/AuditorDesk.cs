using Gateway.Auditing;
using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Statuses;

namespace Gateway.Commands;

/// <summary>What an auditor's command works with: the checks and the same way out as the server's; no server, no database.</summary>
internal sealed class AuditorDesk : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AuditorDesk(WebApplication app, AuditorArguments arguments, ILocalDocuments local)
    {
        _app = app;
        var limits = Options<LimitsOptions>();
        Limits = new ParsingLimits(limits.MaxCredentialBytes, limits.MaxDepth);
        Fetcher = arguments.Has("--offline") ? new NoWayOut() : app.Services.GetRequiredService<IOutbound>().ForTenant();
        Input = new CredentialInput(Fetcher, Limits, Console.OpenStandardInput());
        Vocabulary = app.Services.GetRequiredService<Vocabulary>();
        Dids = new DidResolver(Options<DidResolverOptions>(), Time, local);
        Verifier = CredentialVerifier.Create(Vocabulary, Dids, Options<StatusOptions>(), Time, Options<ProofLimits>(), local);
    }

    public ParsingLimits Limits { get; }

    public IDocumentFetcher Fetcher { get; }

    public CredentialInput Input { get; }

    public Vocabulary Vocabulary { get; }

    public DidResolver Dids { get; }

    public CredentialVerifier Verifier { get; }

    public Policies Policies => _app.Services.GetRequiredService<Policies>();

    public TimeProvider Time => _app.Services.GetRequiredService<TimeProvider>();

    /// <summary>Sets up what the command needs, by the settings among its arguments.</summary>
    public static AuditorDesk Open(AuditorArguments arguments)
    {
        var local = GivenDidDocuments.Read(arguments.All("--did-document"));
        var builder = Builder.Create(arguments.Settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSettings<LimitsOptions>(LimitsOptions.Section);
        builder.AddOutbound();
        builder.AddCredentials();
        builder.Services.AddSettings<AuditingOptions>(AuditingOptions.Section);
        builder.Services.AddPolicies();
        return new AuditorDesk(builder.Build(), arguments, local);
    }

    /// <summary>A class of settings.</summary>
    public T Options<T>()
        where T : class => _app.Services.GetRequiredService<IOptions<T>>().Value;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The profile of that name.</summary>
    /// <exception cref="AuditorFaultException">There is none.</exception>
    public static VerificationProfile Profile(AuditorArguments arguments) => arguments["--profile"] switch
    {
        null or "untp" => VerificationProfile.Untp,
        "w3c" => VerificationProfile.W3c,
        var other => throw new AuditorFaultException($"--profile is untp or w3c, not {PlainText.Of(other)}"),
    };

    /// <summary>The time for which is asked; null for now.</summary>
    /// <exception cref="AuditorFaultException">It is none.</exception>
    public static DateTimeOffset? At(AuditorArguments arguments) => arguments["--at"] is not { } text ? null
        : DateTimeStamp.TryParse(text, out var time) ? time
        : throw new AuditorFaultException($"--at is a time with its zone, such as 2026-11-22T12:00:00Z, not {PlainText.Of(text)}");

    /// <summary>For <c>--offline</c>.</summary>
    private sealed class NoWayOut : IDocumentFetcher
    {
        public Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken) =>
            Task.FromResult(FetchResult.Failed("nothing is fetched with --offline"));
    }
}

using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Dids;

namespace Gateway.Credentials;

/// <summary>Verifies and resolves for a caller: tenants have a way out of their own, strangers a narrow one and little time.</summary>
internal sealed class VerificationDesk(
    CredentialVerifier verifier,
    DidResolver dids,
    Vocabulary vocabulary,
    IOutbound outbound,
    IOptions<LimitsOptions> limits,
    IOptions<CredentialsOptions> options,
    TimeProvider time)
{
    /// <summary>The types that drafts can be checked as.</summary>
    public IReadOnlyList<string> Types { get; } = vocabulary.CredentialTypes;

    public ParsingLimits Limits { get; } = new(limits.Value.MaxCredentialBytes, limits.Value.MaxDepth);

    public ValueTask<VerificationReport> VerifyForTenantAsync(
        Credential credential, VerificationOptions wanted, CancellationToken cancellationToken) =>
        verifier.VerifyAsync(credential, wanted, outbound.ForTenant(), cancellationToken);

    /// <summary>The body of a call; null when it is larger than that. A stranger is given as long to send it as for its verification.</summary>
    /// <exception cref="BadHttpRequestException">The body did not come in time, or breaks HTTP.</exception>
    public async ValueTask<RequestBody?> ReadAsync(HttpContext context, int maxBytes, CancellationToken cancellationToken)
    {
        if (context.TenantId() is not null)
        {
            return await RequestBody.ReadAsync(context.Request, maxBytes, cancellationToken);
        }

        using var clock = new CancellationTokenSource(options.Value.StrangerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await RequestBody.ReadAsync(context.Request, maxBytes, either.Token);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BadHttpRequestException("the body did not come in time", StatusCodes.Status408RequestTimeout);
        }
    }

    /// <exception cref="FetchLimitException">A stranger's allowance of fetches or of time is used up.</exception>
    public Task<VerificationReport> VerifyAsync(
        Credential credential, VerificationOptions wanted, HttpContext context, CancellationToken cancellationToken) =>
        FetchAsync(context, (fetcher, token) => verifier.VerifyAsync(credential, wanted, fetcher, token), cancellationToken);

    /// <exception cref="FetchLimitException">A stranger's allowance of fetches or of time is used up.</exception>
    public Task<DidResolution> ResolveAsync(string did, HttpContext context, CancellationToken cancellationToken) =>
        FetchAsync(context, (fetcher, token) => dids.ResolveAsync(did, fetcher, token), cancellationToken);

    private async Task<T> FetchAsync<T>(
        HttpContext context, Func<IDocumentFetcher, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        if (context.TenantId() is not null)
        {
            return await work(outbound.ForTenant(), cancellationToken);
        }

        using var clock = new CancellationTokenSource(options.Value.StrangerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await work(outbound.ForStranger(context.Connection.RemoteIpAddress), either.Token);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchLimitException(
                $"what had to be fetched took longer than {options.Value.StrangerTimeout.TotalSeconds} seconds", TimeSpan.FromSeconds(1));
        }
    }
}

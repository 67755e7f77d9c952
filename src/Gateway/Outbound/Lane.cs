using Gateway.Hosting;
using Polly.CircuitBreaker;

namespace Gateway.Outbound;

/// <summary>How one lane differs from another.</summary>
/// <param name="Name">Its name in the log.</param>
/// <param name="Retries">How often a request is tried again.</param>
internal sealed record LaneOptions(string Name, int Retries);

/// <summary>
/// Requests that share connections, turns and circuits. Strangers, tenants and deliveries have a lane each, so that a stranger who
/// makes us ask a slow or broken page can neither use up what tenants need nor open their circuit to that host.
/// </summary>
internal sealed class Lane : IDisposable
{
    private readonly OutboundOptions _options;
    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turns;
    private readonly BoundedTable<string, HostState> _hosts;
    private readonly Func<string, HostState> _createHost;

    public Lane(LaneOptions lane, OutboundOptions options, HttpMessageHandler handler, TimeProvider time, ILogger logger)
    {
        _options = options;
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        _time = time;
        _turns = new SemaphoreSlim(options.Concurrency);
        _hosts = new BoundedTable<string, HostState>(options.HostsRemembered);
        _createHost = host => new HostState(host, lane, options, time, logger);
    }

    /// <summary>Sends one request, waiting for its turn; never throws for what the other side does.</summary>
    /// <param name="uri">Where to.</param>
    /// <param name="create">Makes the request, once for each try.</param>
    /// <param name="read">Reads what is wanted of the answer.</param>
    /// <param name="cancellationToken">The caller's own.</param>
    public async Task<Answer> SendAsync(
        Uri uri, Func<HttpRequestMessage> create, ReadAnswer read, CancellationToken cancellationToken)
    {
        if (UrlRules.Refuse(uri, _options.AllowLoopback) is { } refusal)
        {
            return Answer.Failed(refusal, Trouble.Refused);
        }

        using var deadline = new CancellationTokenSource(_options.TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await TakeTurnAsync(uri, create, read, either.Token, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Faults.NotInTime(uri.IdnHost);
        }
        catch (BrokenCircuitException exception)
        {
            return Answer.Failed($"host {uri.IdnHost} failed several times and is left alone for a while", Trouble.CircuitOpen) with
            {
                RetryAfter = exception.RetryAfter ?? _options.CircuitBreak,
            };
        }
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<Answer> TakeTurnAsync(
        Uri uri, Func<HttpRequestMessage> create, ReadAnswer read, CancellationToken token, CancellationToken callers)
    {
        // the host's turn first: those who wait for one slow host must not hold the places of others
        var host = _hosts.GetOrAdd($"{uri.Scheme}://{uri.IdnHost}:{uri.Port}", _createHost);
        await host.Turns.WaitAsync(token);
        try
        {
            await _turns.WaitAsync(token);
            try
            {
                return await host.Pipeline.ExecuteAsync(
                    async pipelineToken => await TryOnceAsync(uri, create, read, pipelineToken, callers), token);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            host.Turns.Release();
        }
    }

    private async Task<Answer> TryOnceAsync(
        Uri uri, Func<HttpRequestMessage> create, ReadAnswer read, CancellationToken token, CancellationToken callers)
    {
        try
        {
            using var request = create();
            using var response = await _invoker.SendAsync(request, token);
            return await read(response, token);
        }
        catch (OperationCanceledException) when (!callers.IsCancellationRequested)
        {
            return Faults.NotInTime(uri.IdnHost);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Faults.Describe(exception, uri.IdnHost);
        }
    }
}

/// <summary>Reads what is wanted of an answer.</summary>
internal delegate Task<Answer> ReadAnswer(HttpResponseMessage response, CancellationToken cancellationToken);

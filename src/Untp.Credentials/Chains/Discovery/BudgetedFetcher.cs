namespace Untp.Credentials.Chains.Discovery;

/// <summary>The caller's way out, counted: when the budget is used up nothing more is sent, for whatever purpose.</summary>
internal sealed class BudgetedFetcher(IDocumentFetcher inner, ChainBudgets budgets) : IDocumentFetcher
{
    private long _bytes;
    private int _count;
    private int _isExhausted;

    public string Scope => inner.Scope;

    /// <summary>How many were sent.</summary>
    public int Count => Math.Min(Volatile.Read(ref _count), budgets.MaxFetches);

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether something was not fetched for want of budget.</summary>
    public bool IsExhausted => Volatile.Read(ref _isExhausted) != 0;

    public async Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken)
    {
        if (Bytes >= budgets.MaxFetchedBytes || Interlocked.Increment(ref _count) > budgets.MaxFetches)
        {
            Volatile.Write(ref _isExhausted, 1);
            throw new FetchLimitException("the audit's budget for fetches is used up", TimeSpan.Zero);
        }

        var answer = await inner.FetchAsync(uri, kind, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _bytes, answer.Body?.Length ?? 0);
        return answer;
    }
}

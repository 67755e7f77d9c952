namespace Gateway.Forwarding;

/// <summary>Wakes the worker when there is something new to deliver. A signal that nobody waits for is kept for who waits next.</summary>
internal sealed class DeliverySignal(TimeProvider time)
{
    private TaskCompletionSource _signal = NewSignal();

    /// <summary>To be called after the commit of what is to be delivered.</summary>
    public void Notify() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>
    /// Returns true when notified since the last return, and false after that time at the latest. For one caller only. A signal that
    /// comes while this returns may be swallowed, but what it told of is then committed: whoever looks after this has returned sees it.
    /// </summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_signal.Task, Task.Delay(atMost, time, waited.Token));
        await waited.CancelAsync();
        return Interlocked.Exchange(ref _signal, NewSignal()).Task.IsCompleted;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

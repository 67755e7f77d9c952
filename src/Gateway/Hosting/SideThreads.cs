using System.Collections.Concurrent;

namespace Gateway.Hosting;

/// <summary>
/// Runs tasks on a few threads of its own, first come, first served, so that those of the pool stay free for everybody else.
/// </summary>
internal sealed class SideThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _tasks = [];
    private readonly int _count;

    public SideThreads(int count, string name)
    {
        _count = count;
        for (var i = 0; i < count; i++)
        {
            new Thread(Run) { IsBackground = true, Name = name }.Start();
        }
    }

    public override int MaximumConcurrencyLevel => _count;

    /// <summary>Ends the threads once what is waiting is done.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];

    private void Run()
    {
        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}

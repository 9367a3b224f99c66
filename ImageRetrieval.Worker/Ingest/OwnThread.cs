namespace ImageRetrieval.Worker.Ingest;

/// <summary>CPU work on separate threads: on pool threads it would delay the downloads. Such a thread may be blocked.</summary>
internal static class OwnThread
{
    /// <summary>Runs work on a new thread.</summary>
    internal static Task Run(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Blocks the thread until the task is done; most are done already.</summary>
    internal static T Wait<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}"/>
    internal static void Wait(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            task.AsTask().GetAwaiter().GetResult();
    }
}

namespace ImageRetrieval.LocalHosting;

/// <summary>The states that a resource goes through.</summary>
public static class KnownResourceStates
{
    public static readonly string NotStarted = nameof(NotStarted);
    public static readonly string Waiting = nameof(Waiting);
    public static readonly string Starting = nameof(Starting);
    public static readonly string Running = nameof(Running);

    /// <summary>The engine that runs the resource is itself in trouble; local processes never are.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    public static readonly string FailedToStart = nameof(FailedToStart);
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Ended by a signal or with an exit code other than 0.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>Ended with exit code 0.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>States in which no process runs and none will be started by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

namespace ImageRetrieval.LocalHosting;

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>The dependency runs and has been healthy once.</summary>
    WaitUntilHealthy,

    /// <summary>The dependency runs; whether it is healthy does not count.</summary>
    WaitUntilStarted,

    /// <summary>The dependency has ended with the expected exit code.</summary>
    WaitForCompletion,
}

namespace ImageRetrieval.Vision.Trial;

/// <summary>Whether and how unknown models are tested in a separate process before they are loaded.</summary>
/// <param name="Enabled">Whether they are tested.</param>
/// <param name="Limit">The time limit of a test, including loading the weights.</param>
public sealed record TrialSettings(bool Enabled, TimeSpan Limit)
{
    /// <summary>On, 2 minutes: a file of 550 MB takes 10 s on a slow disk.</summary>
    public static TrialSettings Default { get; } = new(true, TimeSpan.FromMinutes(2));

    /// <summary>How to start the child; null when the program does not support it (<see cref="TrialHost"/>): then models are not tested.</summary>
    internal TrialCommand? Command { get; init; } = TrialHost.Command;
}

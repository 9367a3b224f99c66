namespace ImageRetrieval.Vision.Trial;

/// <summary>Whether and how unknown models are tried in a process of their own before they are loaded.</summary>
/// <param name="Enabled">Whether they are tried.</param>
/// <param name="Limit">How long a trial may take, the load of the weights included.</param>
public sealed record TrialSettings(bool Enabled, TimeSpan Limit)
{
    /// <summary>On, 2 minutes: a file of 550 MB takes 10 s on a slow disk.</summary>
    public static TrialSettings Default { get; } = new(true, TimeSpan.FromMinutes(2));

    /// <summary>How the child is started; null where the program has not said that it can be one (<see cref="TrialHost"/>): then nothing is tried.</summary>
    internal TrialCommand? Command { get; init; } = TrialHost.Command;
}

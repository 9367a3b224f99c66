namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Configuration section <c>LocalHosting:Restart</c>: what happens when a process ends with an error.</summary>
internal sealed class RestartOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>Pause before the first restart; each further one doubles it.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A process that was ready for this long starts again at the first delay.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After so many ends in a row, none of them after <see cref="ResetAfter"/> of health, it is given up.</summary>
    public int MaximumFailures { get; init; } = 10;

    public void Check(string section)
    {
        OptionRange.Check($"{section}:FirstDelay", FirstDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        OptionRange.Check($"{section}:MaximumDelay", MaximumDelay, FirstDelay, TimeSpan.FromHours(24));
        OptionRange.Check($"{section}:MaximumFailures", MaximumFailures, 1, 1_000_000);
        OptionRange.Check($"{section}:ResetAfter", ResetAfter, TimeSpan.Zero, TimeSpan.FromHours(24));
    }
}

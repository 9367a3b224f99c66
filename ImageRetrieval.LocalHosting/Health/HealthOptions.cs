namespace ImageRetrieval.LocalHosting.Health;

/// <summary>Configuration section <c>LocalHosting:Health</c>: how often a resource is asked for its health.</summary>
internal sealed class HealthOptions
{
    /// <summary>Pause after an answer that said healthy.</summary>
    public TimeSpan HealthyInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause after any other answer; it grows from probe to probe.</summary>
    public TimeSpan FirstInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MaximumInterval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public void Check(string section)
    {
        var least = TimeSpan.FromMilliseconds(10);
        var most = TimeSpan.FromHours(1);
        OptionRange.Check($"{section}:HealthyInterval", HealthyInterval, least, most);
        OptionRange.Check($"{section}:FirstInterval", FirstInterval, least, most);
        OptionRange.Check($"{section}:MaximumInterval", MaximumInterval, FirstInterval, most);
        OptionRange.Check($"{section}:ProbeTimeout", ProbeTimeout, least, most);
    }
}

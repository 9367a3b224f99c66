namespace ImageRetrieval.Collection.Duplicates;

/// <summary>How duplicates are searched for.</summary>
/// <param name="Threads">Threads that search, at least 1.</param>
public sealed record SearchEffort(int Threads)
{
    /// <summary>Called between parts of the work, with the time that one took.</summary>
    public Action<TimeSpan> Rest { get; init; } = _ => { };

    /// <summary>Called with a sentence when the published duplicates cannot be read, so that the whole search is repeated.</summary>
    public Action<string> Unreadable { get; init; } = _ => { };
}

namespace ImageRetrieval.Collection.Maps;

/// <summary>How a map is computed.</summary>
/// <param name="Threads">Threads, at least 1. The map does not depend on it.</param>
/// <param name="MostImages">With more images there is no map, at least 1.</param>
public sealed record MapEffort(int Threads, int MostImages)
{
    /// <summary>Called with a sentence when the published map cannot be read, so that a new one is computed.</summary>
    public Action<string> Unreadable { get; init; } = _ => { };
}

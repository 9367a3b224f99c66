namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Keeps a model's published duplicates up to date with its published index. Not thread-safe.</summary>
public interface IDuplicateFinding
{
    /// <summary>Whether the duplicates of a published version are complete, as far as this process knows.</summary>
    bool IsComplete(string model, string version);

    /// <summary>
    /// Searches for the duplicates of a published version and publishes what it finds, from time to time during a long search; an
    /// interrupted search continues there. CPU work that the embedded engine does on the calling thread and those it starts.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The published version.</param>
    /// <param name="effort">How it is done.</param>
    /// <param name="token">Stops the search; what was found is kept.</param>
    /// <returns>Null when there was nothing to do: the duplicates are complete, or a newer version has replaced this one.</returns>
    ValueTask<DuplicatesFound?> UpdateAsync(string model, string version, SearchEffort effort, CancellationToken token);
}

namespace ImageRetrieval.Collection.Maps;

/// <summary>Keeps a model's map up to date with its published index. Not thread-safe.</summary>
public interface IMapMaking
{
    /// <summary>
    /// Computes the map of a published version, and publishes it. An earlier map is continued: its images keep their places while few
    /// are added. CPU work that the embedded engine does on the calling thread and those it starts.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The published version.</param>
    /// <param name="effort">How it is done.</param>
    /// <param name="token">Stops the work; the earlier map stays in use.</param>
    /// <returns>Null when there was nothing to do: the map is complete, or a newer version has replaced this one.</returns>
    /// <exception cref="CollectionException">The published version cannot be read.</exception>
    ValueTask<MapMade?> UpdateAsync(string model, string version, MapEffort effort, CancellationToken token);
}

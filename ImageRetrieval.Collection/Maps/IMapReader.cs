namespace ImageRetrieval.Collection.Maps;

/// <summary>The published map of every model. Thread-safe.</summary>
public interface IMapReader
{
    /// <summary>The map of a model, which may be of an earlier version of its index.</summary>
    /// <param name="model">A model that is searched.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<NewestMap> NewestAsync(string model, CancellationToken token);
}

namespace ImageRetrieval.Collection.Search;

/// <summary>The embedding spaces of the models that embed queries: an index of another space is rejected.</summary>
public interface IEmbeddingSpaces
{
    /// <summary>The space of a model, which may be loaded for it. The model stays loaded.</summary>
    /// <param name="model">One of the models that are searched.</param>
    /// <param name="token">Cancels loading.</param>
    /// <exception cref="EmbeddingSpaceException">The model cannot be used; it is retried with the next publication.</exception>
    ValueTask<string> SpaceOfAsync(string model, CancellationToken token);
}

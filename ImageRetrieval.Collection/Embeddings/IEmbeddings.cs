namespace ImageRetrieval.Collection.Embeddings;

/// <summary>The stored embeddings, by their space. Thread-safe.</summary>
public interface IEmbeddings
{
    /// <summary>Opens the embeddings of a space, which are created when there are none; the same ones every time.</summary>
    /// <param name="space">The embedding space.</param>
    /// <param name="dimension">Components of an embedding, 1 to 65,536.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="InvalidDataException">What is stored under this name is of another space or format.</exception>
    ValueTask<ISpaceEmbeddings> OpenAsync(string space, int dimension, CancellationToken token);
}

using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Collection.Embeddings;

namespace ImageRetrieval.Collection.Embedded.Vectors;

/// <summary>The embeddings of the data folder; a space is opened when it is first needed, which reads all of it. Thread-safe.</summary>
internal sealed class EmbeddingSpaces(DataLayout layout, ImageCatalog catalog) : IEmbeddings, IDisposable
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, EmbeddingSpaceFiles> _spaces = new(StringComparer.Ordinal);

    public ValueTask<ISpaceEmbeddings> OpenAsync(string space, int dimension, CancellationToken token) => new(Open(space, dimension));

    /// <inheritdoc cref="OpenAsync"/>
    internal EmbeddingSpaceFiles Open(string space, int dimension)
    {
        lock (_turn)
        {
            if (!_spaces.TryGetValue(space, out var opened))
                _spaces.Add(space, opened = new(EmbeddingSegmentStore.Open(layout.Vectors, space, dimension), catalog, space));
            return opened;
        }
    }

    public void Dispose()
    {
        foreach (var space in _spaces.Values)
            space.Segments.Dispose();
    }
}

using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Collection.Embeddings;

namespace ImageRetrieval.Collection.Embedded.Vectors;

/// <summary>The embeddings of one space in their segments, and what the catalog knows about the space.</summary>
internal sealed class EmbeddingSpaceFiles(EmbeddingSegmentStore segments, ImageCatalog catalog, string space) : ISpaceEmbeddings
{
    internal EmbeddingSegmentStore Segments => segments;

    public long Count => segments.Count;

    public long DroppedBytes => segments.DroppedBytes;

    public long SkippedBytes => segments.SkippedBytes;

    public ValueTask<bool> ContainsAsync(string sha256, CancellationToken token) => new(segments.Contains(sha256));

    public ValueTask<bool> TryReadAsync(string sha256, Memory<float> embedding, CancellationToken token) => new(segments.TryRead(sha256, embedding.Span));

    public ValueTask AppendAsync(string sha256, ReadOnlyMemory<float> embedding, CancellationToken token)
    {
        segments.Append(sha256, embedding.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlySet<string>> NotEmbeddedAsync(CancellationToken token) => new(catalog.NotEmbedded(space));

    public ValueTask<string?> ContentOfPixelsAsync(string pixels, CancellationToken token) => new(catalog.ContentOf(space, pixels));
}

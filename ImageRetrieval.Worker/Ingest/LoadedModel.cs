using System.Collections.Concurrent;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Worker.Vectors;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>A model of this run with the embeddings that it has made so far.</summary>
internal sealed class LoadedModel(EmbeddingModel model, VectorStore vectors, IEnumerable<string> notEmbedded) : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _notEmbedded = new(notEmbedded.Select(sha256 => KeyValuePair.Create(sha256, true)), StringComparer.Ordinal);

    internal EmbeddingModel Model => model;

    internal string Name => model.Name;

    internal VectorStore Vectors => vectors;

    /// <summary>Whether this model still has to look at these bytes.</summary>
    internal bool Wants(string sha256) => !vectors.Contains(sha256) && !_notEmbedded.ContainsKey(sha256);

    /// <summary>It gives no embedding for these bytes, and need not be asked again.</summary>
    internal void GiveUp(string sha256) => _notEmbedded[sha256] = true;

    public void Dispose()
    {
        model.Dispose();
        vectors.Dispose();
    }
}

using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Worker.Vectors;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>A model of this run with the embeddings that it has made so far.</summary>
internal sealed record LoadedModel(EmbeddingModel Model, VectorStore Vectors, IReadOnlySet<string> NotEmbedded) : IDisposable
{
    /// <summary>Whether this model still has to look at these bytes.</summary>
    internal bool Wants(string sha256) => !Vectors.Contains(sha256) && !NotEmbedded.Contains(sha256);

    public void Dispose()
    {
        Model.Dispose();
        Vectors.Dispose();
    }
}

using ImageRetrieval.Collection.Search;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Index;

/// <summary>One request's hold on a generation of an index, with the model that embeds queries for it.</summary>
internal sealed class ModelLease(EmbeddingModel model, IIndexLease index) : IDisposable
{
    internal EmbeddingModel Model => model;

    internal IIndexLease Index => index;

    /// <summary>What the generation is.</summary>
    internal IndexInfo Info => index.Info;

    public void Dispose() => index.Dispose();
}

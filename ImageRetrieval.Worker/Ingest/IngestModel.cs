using System.Collections.Concurrent;
using ImageRetrieval.Collection.Embeddings;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>A model of this run with its stored embeddings.</summary>
internal sealed class IngestModel(EmbeddingModel model, ISpaceEmbeddings embeddings, IEnumerable<string> notEmbedded) : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _notEmbedded = new(notEmbedded.Select(sha256 => KeyValuePair.Create(sha256, true)), StringComparer.Ordinal);

    internal EmbeddingModel Model => model;

    internal string Name => model.Name;

    internal ISpaceEmbeddings Embeddings => embeddings;

    /// <summary>The model's name and embedding space, as the collection knows them.</summary>
    internal ModelSpace Space { get; } = new(model.Name, model.Space.Text, model.Space.Dimension);

    /// <summary>Whether this model still has to process these bytes.</summary>
    internal async ValueTask<bool> WantsAsync(string sha256, CancellationToken token) =>
        !_notEmbedded.ContainsKey(sha256) && !await embeddings.ContainsAsync(sha256, token);

    /// <summary>It has no embedding for these bytes, and is not asked again.</summary>
    internal void GiveUp(string sha256) => _notEmbedded[sha256] = true;

    /// <summary>The models that have an embedding of these bytes, in their order.</summary>
    internal static async ValueTask<IReadOnlyList<string>> NamesAsync(IReadOnlyList<IngestModel> models, string sha256, CancellationToken token)
    {
        var names = new List<string>(models.Count);
        foreach (var model in models)
        {
            if (await model.Embeddings.ContainsAsync(sha256, token))
                names.Add(model.Name);
        }
        return names;
    }

    public void Dispose() => model.Dispose();
}

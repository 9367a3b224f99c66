using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Search;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>Makes embeddings of images, as many at once as there are cores, and looks stored ones up.</summary>
internal sealed class Embedder(ModelChoice models, ImageSearch search)
{
    /// <exception cref="RefusalException">The request is wrong, or the model cannot be used now.</exception>
    /// <exception cref="Vision.Decoding.ImageDecodeException">The only image cannot be decoded.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for the only image.</exception>
    internal async Task<EmbeddingsAnswer> EmbedAsync(EmbeddingsRequest request, string traceId, CancellationToken token)
    {
        request.Validate();
        using var lease = models.Acquire(request.Model);
        var items = new EmbeddingItem[request.Images.Count];
        var asker = new Asker(traceId, items.Length > 1 ? WorkWeight.Heavy : WorkWeight.Light);
        if (items.Length == 1)
            items[0] = await EmbedAsync(lease, request, 0, asker, token);
        else
            await Parallel.ForAsync(0, items.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, async (i, stop) =>
                items[i] = await TryEmbedAsync(lease, request, i, asker, stop));
        return new EmbeddingsAnswer(lease.Model.Name, lease.Model.Space.Text, lease.Model.Space.Dimension, items, traceId);
    }

    /// <summary>The stored embedding of an indexed image.</summary>
    /// <exception cref="RefusalException">The model or the image is unknown, or the index is not there yet.</exception>
    internal ImageEmbeddingAnswer Find(string imageId, string? model, string encodingFormat)
    {
        var asBase64 = EmbeddingsRequest.IsBase64(encodingFormat);
        using var lease = models.Acquire(model);
        var stored = new float[lease.Snapshot.Dimension];
        return lease.Snapshot.TryGetEmbedding(imageId, stored)
            ? new ImageEmbeddingAnswer(imageId, lease.Model.Name, lease.Model.Space.Text, stored.Length, new EmbeddingVector(stored, asBase64))
            : throw RefusalException.NotFound($"Model '{lease.Model.Name}' has no image '{(imageId.Length <= 100 ? imageId : imageId[..100] + "…")}'.");
    }

    private async Task<EmbeddingItem> TryEmbedAsync(SnapshotLease lease, EmbeddingsRequest request, int i, Asker asker, CancellationToken token)
    {
        try
        {
            return await EmbedAsync(lease, request, i, asker, token);
        }
        catch (Exception error) when (Refusals.Find(error) is { } refusal)
        {
            return new EmbeddingItem(refusal.Status, null, $"images[{i}]: {refusal.Message}");
        }
    }

    private async Task<EmbeddingItem> EmbedAsync(SnapshotLease lease, EmbeddingsRequest request, int i, Asker asker, CancellationToken token)
    {
        var embedding = await search.EmbedAsync(lease, request.Images[i], crop: null, asker, new StageTimes(), token);
        return new EmbeddingItem(StatusCodes.Status200OK, new EmbeddingVector(embedding, EmbeddingsRequest.IsBase64(request.EncodingFormat)), null);
    }
}

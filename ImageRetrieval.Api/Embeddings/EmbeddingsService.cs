using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>Computes embeddings of images, one per core concurrently, and reads stored ones.</summary>
internal sealed class EmbeddingsService(ModelChoice models, QueryEmbedder embedder, SearchStats stats)
{
    /// <exception cref="RefusalException">The request is invalid, or the model cannot be used now.</exception>
    /// <exception cref="Vision.Decoding.ImageDecodeException">The only image cannot be decoded.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for the only image.</exception>
    internal async Task<EmbeddingsAnswer> EmbedAsync(EmbeddingsRequest request, string traceId, CancellationToken token)
    {
        request.Validate();
        using var lease = await models.AcquireAsync(request.Model, token);
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
    /// <exception cref="RefusalException">The model or the image is unknown, or the index is not available yet.</exception>
    internal async ValueTask<ImageEmbeddingAnswer> FindAsync(string imageId, string? model, string encodingFormat, CancellationToken token)
    {
        var asBase64 = EmbeddingsRequest.IsBase64(encodingFormat);
        using var lease = await models.AcquireAsync(model, token);
        var stored = new float[lease.Info.Dimension];
        return await lease.Index.ReadEmbeddingAsync(imageId, stored, token)
            ? new ImageEmbeddingAnswer(imageId, lease.Model.Name, lease.Model.Space.Text, stored.Length, new EmbeddingVector(stored, asBase64))
            : throw RefusalException.NotFound($"Model '{lease.Model.Name}' has no image '{Shortened.To(imageId, 100)}'.");
    }

    private async Task<EmbeddingItem> TryEmbedAsync(ModelLease lease, EmbeddingsRequest request, int i, Asker asker, CancellationToken token)
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

    private async Task<EmbeddingItem> EmbedAsync(ModelLease lease, EmbeddingsRequest request, int i, Asker asker, CancellationToken token)
    {
        var embedding = await embedder.EmbedAsync(lease.Model, request.Images[i], crop: null, asker, stats.BeginTimes(), token);
        return new EmbeddingItem(StatusCodes.Status200OK, new EmbeddingVector(embedding, EmbeddingsRequest.IsBase64(request.EncodingFormat)), null);
    }
}

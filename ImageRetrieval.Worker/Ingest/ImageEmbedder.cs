using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Preprocessing;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>One image through every model that lacks it: one decode for each geometry, one embedding for each model.</summary>
internal sealed class ImageEmbedder(ImageDecoder decoder, ImageCatalog catalog, StatusBoard status, IReadOnlyList<LoadedModel> models)
{
    /// <summary>CPU work; blocks its thread.</summary>
    /// <param name="sha256">Digest of the bytes.</param>
    /// <param name="bytes">The image.</param>
    /// <param name="isNew">Whether the image was not there when the run began: what was has been counted already.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageDecodeException">The bytes are no whole image.</exception>
    internal void Embed(string sha256, ReadOnlySpan<byte> bytes, bool isNew, CancellationToken token)
    {
        var decoded = new Dictionary<DecodeGeometry, PixelImage>();
        try
        {
            EmbedAll(sha256, bytes, isNew, decoded, token);
        }
        finally
        {
            foreach (var pixels in decoded.Values)
                pixels.Dispose();
        }
    }

    private void EmbedAll(string sha256, ReadOnlySpan<byte> bytes, bool isNew, Dictionary<DecodeGeometry, PixelImage> decoded, CancellationToken token)
    {
        foreach (var model in models)
        {
            if (!model.Wants(sha256))
            {
                // The same bytes came under another id.
                if (isNew && model.Vectors.Contains(sha256))
                    status.CountEmbedded(model.Model.Name, 1);
                continue;
            }

            var geometry = model.Model.Preprocessing.Geometry;
            if (!decoded.TryGetValue(geometry, out var pixels))
            {
                pixels = decoder.Decode(bytes, geometry);
                decoded.Add(geometry, pixels);
            }
            EmbedOne(model, sha256, pixels, token);
        }
    }

    private void EmbedOne(LoadedModel model, string sha256, PixelImage pixels, CancellationToken token)
    {
        try
        {
            model.Vectors.Append(sha256, model.Model.Embed(pixels, token));
            status.CountEmbedding(model.Model.Name);
        }
        catch (EmbeddingException failure)
        {
            catalog.SetNotEmbedded(sha256, model.Model.Space.Text, failure.Message);
        }
    }
}

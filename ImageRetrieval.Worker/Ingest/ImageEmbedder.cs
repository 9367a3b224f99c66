using System.Security.Cryptography;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Fingerprints;
using ImageRetrieval.Vision.Preprocessing;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Commit;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// One image through every model that lacks it, and its fingerprint: one decode for each geometry, one embedding for each model.
/// The same bytes, and the same pixels in other bytes, are embedded once. Thread-safe.
/// </summary>
internal sealed class ImageEmbedder(ImageDecoder decoder, ImageCatalog catalog, CommitQueue commits, StatusBoard status, IReadOnlyList<LoadedModel> models, FingerprintStore fingerprints)
{
    // The same bytes under two ids may arrive together: the second waits for the first, and finds its work done. Others
    // share a lock by chance, which costs little among as many threads as there are cores.
    private readonly Lock[] _contents = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    private readonly RecentPixels _recent = new(CommitQueue.MostUnderWay);

    /// <summary>CPU work; blocks its thread.</summary>
    /// <param name="sha256">Digest of the bytes.</param>
    /// <param name="bytes">The image.</param>
    /// <param name="isNew">Whether the image was not there when the run began: what was has been counted already.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The models that have its embedding now, separated by commas.</returns>
    /// <exception cref="ImageDecodeException">The bytes are no whole image.</exception>
    internal string Embed(string sha256, ReadOnlySpan<byte> bytes, bool isNew, CancellationToken token)
    {
        var decoded = new Dictionary<DecodeGeometry, DecodedImage>();
        try
        {
            lock (_contents[Convert.ToInt32(sha256[..2], 16) % _contents.Length])
                EmbedAll(sha256, bytes, isNew, decoded, token);
        }
        finally
        {
            foreach (var pixels in decoded.Values)
                pixels.Dispose();
        }
        return Names(sha256);
    }

    /// <summary>The models that have an embedding of these bytes, separated by commas.</summary>
    internal string Names(string sha256) => string.Join(',', models.Where(model => model.Vectors.Contains(sha256)).Select(model => model.Name));

    private void EmbedAll(string sha256, ReadOnlySpan<byte> bytes, bool isNew, Dictionary<DecodeGeometry, DecodedImage> decoded, CancellationToken token)
    {
        foreach (var model in models)
        {
            if (!model.Wants(sha256))
            {
                // The same bytes came under another id.
                if (isNew && model.Vectors.Contains(sha256))
                    status.CountEmbedded(model.Name, 1);
                continue;
            }

            EmbedOne(model, sha256, Decode(sha256, bytes, model.Model.Preprocessing.Geometry, decoded), token);
        }
        var key = ContentKey.Parse(sha256);
        if (!fingerprints.Contains(key))
            AppendFingerprint(key, Decode(sha256, bytes, PictureFingerprint.Geometry, decoded).Pixels);
    }

    private DecodedImage Decode(string sha256, ReadOnlySpan<byte> bytes, DecodeGeometry geometry, Dictionary<DecodeGeometry, DecodedImage> decoded)
    {
        if (decoded.TryGetValue(geometry, out var pixels))
            return pixels;
        pixels = new DecodedImage(decoder.Decode(bytes, geometry));
        decoded.Add(geometry, pixels);
        if (pixels.Pixels.Damage is { } damage)
            commits.Add(catalog => catalog.SetDamaged(sha256, damage));
        return pixels;
    }

    private void AppendFingerprint(ContentKey key, PixelImage pixels)
    {
        var bytes = new byte[PictureFingerprint.Bytes];
        PictureFingerprint.Of(pixels).Write(bytes);
        fingerprints.Append(key, bytes);
    }

    private void EmbedOne(LoadedModel model, string sha256, DecodedImage image, CancellationToken token)
    {
        var space = model.Model.Space;
        try
        {
            var vector = new float[space.Dimension];
            if ((_recent.Find(space.Text, image.Digest) ?? catalog.ContentOf(space.Text, image.Digest)) is { } same && model.Vectors.TryRead(same, vector))
            {
                model.Vectors.Append(sha256, vector);
                status.CountEmbedded(model.Name, 1);
                WorkerTelemetry.Duplicates.Add(1, new KeyValuePair<string, object?>("model", model.Name));
                return;
            }
            model.Model.Embed(image.Pixels, vector, token);
            model.Vectors.Append(sha256, vector);
            Remember(space.Text, image.Digest, sha256);
            status.CountEmbedding(model.Name);
            WorkerTelemetry.Embeddings.Add(1, new KeyValuePair<string, object?>("model", model.Name));
        }
        catch (EmbeddingException failure)
        {
            catalog.SetNotEmbedded(sha256, space.Text, failure.Message);
            model.GiveUp(sha256);
        }
    }

    private void Remember(string space, string pixels, string sha256)
    {
        _recent.Add(space, pixels, sha256);
        commits.Add(catalog => catalog.RememberPixels(space, pixels, sha256));
    }

    private sealed class DecodedImage(PixelImage pixels) : IDisposable
    {
        private string? _digest;

        internal PixelImage Pixels => pixels;

        internal string Digest => _digest ??= Convert.ToHexStringLower(SHA256.HashData(pixels.Rgb.Span));

        public void Dispose() => pixels.Dispose();
    }
}

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
        lock (_contents[Convert.ToInt32(sha256[..2], 16) % _contents.Length])
            EmbedAll(sha256, bytes, isNew, token);
        return Names(sha256);
    }

    /// <summary>The models that have an embedding of these bytes, separated by commas.</summary>
    internal string Names(string sha256) => string.Join(',', models.Where(model => model.Vectors.Contains(sha256)).Select(model => model.Name));

    private void EmbedAll(string sha256, ReadOnlySpan<byte> bytes, bool isNew, CancellationToken token)
    {
        var wanting = models.Where(model => model.Wants(sha256)).ToList();
        // The same bytes came under another id.
        foreach (var model in models.Where(model => isNew && model.Vectors.Contains(sha256)))
            status.CountEmbedded(model.Name, 1);
        var key = ContentKey.Parse(sha256);
        var hasFingerprint = fingerprints.Contains(key);
        if (wanting.Count == 0 && hasFingerprint)
            return;

        DecodeGeometry[] own = hasFingerprint ? [] : [PictureFingerprint.Geometry];
        using var image = DecodedImage.Decode(decoder, bytes, [.. wanting.SelectMany(model => model.Model.Geometries), .. own]);
        if (image.Damage is { } damage)
            commits.Add(catalog => catalog.SetDamaged(sha256, damage));
        // Combinations come last: they are made of what the others have by then.
        foreach (var model in wanting.OrderBy(model => model.Model.Parts.Count))
            EmbedOne(model, sha256, image, token);
        if (!hasFingerprint)
            AppendFingerprint(key, image.Pixels(PictureFingerprint.Geometry));
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
            var digest = image.DigestFor(model.Model);
            if ((_recent.Find(space.Text, digest) ?? catalog.ContentOf(space.Text, digest)) is { } same && model.Vectors.TryRead(same, vector))
            {
                model.Vectors.Append(sha256, vector);
                status.CountEmbedded(model.Name, 1);
                WorkerTelemetry.Duplicates.Add(1, new KeyValuePair<string, object?>("model", model.Name));
                return;
            }
            RecallParts(model.Model, sha256, image);
            model.Model.Embed(image, vector, token);
            model.Vectors.Append(sha256, vector);
            Remember(space.Text, digest, sha256);
            status.CountEmbedding(model.Name);
            WorkerTelemetry.Embeddings.Add(1, new KeyValuePair<string, object?>("model", model.Name));
        }
        catch (EmbeddingException failure)
        {
            catalog.SetNotEmbedded(sha256, space.Text, failure.Message);
            model.GiveUp(sha256);
        }
    }

    // What a model has of these bytes, from now or from an earlier run, is not computed again for a combination with it.
    private void RecallParts(EmbeddingModel combination, string sha256, DecodedImage image)
    {
        if (combination.Parts.Count == 1)
            return;
        foreach (var part in combination.Parts)
        {
            var vector = new float[part.Space.Dimension];
            if (models.FirstOrDefault(model => model.Model.Space.Text == part.Space.Text) is { } alone && alone.Vectors.TryRead(sha256, vector))
                image.Remember(part.Space, vector);
        }
    }

    private void Remember(string space, string pixels, string sha256)
    {
        _recent.Add(space, pixels, sha256);
        commits.Add(catalog => catalog.RememberPixels(space, pixels, sha256));
    }
}

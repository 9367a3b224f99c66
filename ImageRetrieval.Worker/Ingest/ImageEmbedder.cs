using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Fingerprints;
using ImageRetrieval.Vision.Preprocessing;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// One image through every model that lacks it, and its fingerprint: one decode for each geometry, one embedding for each model.
/// The same bytes, and the same pixels in other bytes, are embedded once. Thread-safe; its threads may be blocked.
/// </summary>
internal sealed class ImageEmbedder(ImageDecoder decoder, IOutcomes outcomes, RunCounters counters, IReadOnlyList<IngestModel> models, IFingerprints fingerprints)
{
    // The same bytes under two ids may arrive together: the second waits for the first, and finds its work done. Others share a
    // place by chance, which costs little among as many threads as there are cores.
    private readonly SemaphoreSlim[] _contents = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    private readonly RecentPixels _recent = new(outcomes.MostUnderWay);

    /// <summary>CPU work; blocks its thread.</summary>
    /// <param name="sha256">Digest of the bytes.</param>
    /// <param name="bytes">The image.</param>
    /// <param name="isNew">Whether this run downloaded the image: what was stored before has been counted already.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The models that have its embedding now.</returns>
    /// <exception cref="ImageDecodeException">The bytes are not a complete image.</exception>
    internal IReadOnlyList<string> Embed(string sha256, ReadOnlySpan<byte> bytes, bool isNew, CancellationToken token)
    {
        var content = _contents[Convert.ToInt32(sha256[..2], 16) % _contents.Length];
        content.Wait(token);
        try
        {
            EmbedAll(sha256, bytes, isNew, token);
        }
        finally
        {
            content.Release();
        }
        return OwnThread.Wait(IngestModel.NamesAsync(models, sha256, token));
    }

    private void EmbedAll(string sha256, ReadOnlySpan<byte> bytes, bool isNew, CancellationToken token)
    {
        var wanting = models.Where(model => OwnThread.Wait(model.WantsAsync(sha256, token))).ToList();
        // The same bytes arrived under another id.
        foreach (var model in models.Where(model => isNew && OwnThread.Wait(model.Embeddings.ContainsAsync(sha256, token))))
            counters.CountEmbedded(model.Name, 1);
        var key = ContentKey.Parse(sha256);
        var hasFingerprint = OwnThread.Wait(fingerprints.ContainsAsync(key, token));
        if (wanting.Count == 0 && hasFingerprint)
            return;

        DecodeGeometry[] own = hasFingerprint ? [] : [PictureFingerprint.Geometry];
        using var image = DecodedImage.Decode(decoder, bytes, [.. wanting.SelectMany(model => model.Model.Geometries), .. own]);
        if (image.Damage is { } damage)
            Add(new Outcome.Damaged(sha256, damage));
        // Combinations come last: they are computed from the others' embeddings.
        foreach (var model in wanting.OrderBy(model => model.Model.Parts.Count))
            EmbedOne(model, sha256, image, token);
        if (!hasFingerprint)
            AppendFingerprint(key, image.Pixels(PictureFingerprint.Geometry), token);
    }

    private void AppendFingerprint(ContentKey key, PixelImage pixels, CancellationToken token)
    {
        var bytes = new byte[PictureFingerprint.Bytes];
        PictureFingerprint.Of(pixels).Write(bytes);
        OwnThread.Wait(fingerprints.AppendAsync(key, bytes, token));
    }

    private void EmbedOne(IngestModel model, string sha256, DecodedImage image, CancellationToken token)
    {
        var space = model.Model.Space;
        try
        {
            var vector = new float[space.Dimension];
            var digest = image.DigestFor(model.Model);
            if (IsKnown(model, digest, vector, token))
            {
                OwnThread.Wait(model.Embeddings.AppendAsync(sha256, vector, token));
                counters.CountEmbedded(model.Name, 1);
                WorkerTelemetry.Duplicates.Add(1, new KeyValuePair<string, object?>("model", model.Name));
                return;
            }
            RecallParts(model.Model, sha256, image, token);
            model.Model.Embed(image, vector, token);
            OwnThread.Wait(model.Embeddings.AppendAsync(sha256, vector, token));
            Remember(space.Text, digest, sha256);
            counters.CountEmbedding(model.Name);
            WorkerTelemetry.Embeddings.Add(1, new KeyValuePair<string, object?>("model", model.Name));
        }
        catch (EmbeddingException failure)
        {
            Add(new Outcome.NotEmbedded(sha256, space.Text, failure.Message));
            model.GiveUp(sha256);
        }
    }

    /// <summary>Whether other bytes with these pixels are embedded, and then their embedding.</summary>
    private bool IsKnown(IngestModel model, string digest, float[] vector, CancellationToken token) =>
        (_recent.Find(model.Space.Space, digest) ?? OwnThread.Wait(model.Embeddings.ContentOfPixelsAsync(digest, token))) is { } same
        && OwnThread.Wait(model.Embeddings.TryReadAsync(same, vector, token));

    // What a model has of these bytes, from now or from an earlier run, is not computed again for a combination with it.
    private void RecallParts(EmbeddingModel combination, string sha256, DecodedImage image, CancellationToken token)
    {
        if (combination.Parts.Count == 1)
            return;
        foreach (var part in combination.Parts)
        {
            var vector = new float[part.Space.Dimension];
            if (models.FirstOrDefault(model => model.Space.Space == part.Space.Text) is { } alone && OwnThread.Wait(alone.Embeddings.TryReadAsync(sha256, vector, token)))
                image.Remember(part.Space, vector);
        }
    }

    private void Remember(string space, string pixels, string sha256)
    {
        _recent.Add(space, pixels, sha256);
        Add(new Outcome.PixelsKnown(space, pixels, sha256));
    }

    private void Add(Outcome outcome) => OwnThread.Wait(outcomes.AddAsync(outcome));
}

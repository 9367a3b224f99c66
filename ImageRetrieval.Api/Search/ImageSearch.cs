using System.Diagnostics;
using ImageRetrieval.Api.Index;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Decoding;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Search;

/// <summary>From the bytes of a query image to the most similar indexed images.</summary>
internal sealed class ImageSearch(ImageDecoder decoder, IOptions<ApiOptions> options) : IDisposable
{
    // More queries at once than cores only make all of them slower.
    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);

    /// <summary>The embedding of a query image.</summary>
    /// <exception cref="ImageDecodeException">The bytes are no image.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for it.</exception>
    internal async Task<float[]> EmbedAsync(SnapshotLease lease, ReadOnlyMemory<byte> image, CancellationToken token)
    {
        await _cores.WaitAsync(token);
        try
        {
            using var pixels = Traced("decode", () => decoder.Decode(image.Span, lease.Model.Preprocessing.Geometry));
            return Traced("embed", () => lease.Model.Embed(pixels, token));
        }
        finally
        {
            _cores.Release();
        }
    }

    /// <summary>The <paramref name="count"/> best hits that <paramref name="wanted"/> lets through, best first; equal scores by id.</summary>
    internal List<SearchHit> Search(SnapshotLease lease, float[] embedding, int count, Predicate<SearchHit> wanted)
    {
        // One more than asked, so that a tie at the end is cut by id; twice as many while the filter leaves too few.
        for (var k = count + 1; ; k *= 2)
        {
            var hits = Traced("search", () => SearchIndex(lease.Snapshot, embedding, k));
            var kept = hits.Where(hit => wanted(hit)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.ImageId, ImageIdComparer.Instance).Take(count).ToList();
            if (kept.Count == count || hits.Count < k)
                return kept;
        }
    }

    public void Dispose() => _cores.Dispose();

    private IReadOnlyList<SearchHit> SearchIndex(Snapshot snapshot, float[] embedding, int k)
    {
        var started = Stopwatch.GetTimestamp();
        var hits = snapshot.Search(embedding, k, Math.Max(k, options.Value.EfSearch));
        ApiTelemetry.IndexSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        return hits;
    }

    // How long decoding and inference take is measured where they are done, in ImageRetrieval.Vision.
    private static T Traced<T>(string stage, Func<T> work)
    {
        using var activity = ApiTelemetry.Source.StartActivity(stage);
        return work();
    }
}

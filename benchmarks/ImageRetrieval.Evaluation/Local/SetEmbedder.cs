using System.Collections.Concurrent;
using System.Diagnostics;
using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Evaluation.Local;

/// <summary>Embeds a set with several models at once; models of equal geometry share one decode.</summary>
internal sealed class SetEmbedder(IReadOnlyList<EmbeddingModel> models, int threads)
{
    private const int ReportedFailures = 5;
    private readonly ImageDecoder _decoder = new();

    /// <summary>The images that could be read, and their embeddings by each model.</summary>
    /// <exception cref="EvaluationException">Fewer than two could be read.</exception>
    internal async Task<(LabelledSet Readable, IReadOnlyList<ModelVectors> Vectors)> EmbedAsync(LabelledSet set, CancellationToken token)
    {
        var embedded = new EmbeddedImage?[set.Images.Count];
        var failures = new ConcurrentQueue<string>();
        using var progress = new ProgressLine(set.Name, set.Images.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        await Parallel.ForAsync(0, embedded.Length, options, async (i, cancelled) =>
        {
            var image = set.Images[i];
            try
            {
                embedded[i] = Embed(await File.ReadAllBytesAsync(image.Path, cancelled), cancelled);
            }
            catch (Exception error) when (error is ImageDecodeException or EmbeddingException or IOException or UnauthorizedAccessException)
            {
                failures.Enqueue($"  {image.ImageId}: {error.Message}");
            }
            progress.Advance();
        });
        return Collect(set, embedded, failures);
    }

    internal EmbeddedImage Embed(byte[] encoded, CancellationToken token)
    {
        var decoded = new Dictionary<DecodeGeometry, (PixelImage Pixels, double Ms)>();
        var result = new EmbeddedImage(new float[models.Count][], new double[models.Count], new double[models.Count]);
        for (var i = 0; i < models.Count; i++)
        {
            foreach (var geometry in models[i].Geometries.Where(geometry => !decoded.ContainsKey(geometry)))
            {
                var begin = Stopwatch.GetTimestamp();
                var pixels = _decoder.Decode(encoded, geometry);
                decoded[geometry] = (pixels, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
            var start = Stopwatch.GetTimestamp();
            result.Vectors[i] = models[i].Embed(DecodedImage.Of(models[i].Geometries.Select(geometry => (geometry, decoded[geometry].Pixels))), token);
            result.EmbedMs[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            result.DecodeMs[i] = models[i].Geometries.Sum(geometry => decoded[geometry].Ms);
        }
        return result;
    }

    private (LabelledSet, IReadOnlyList<ModelVectors>) Collect(LabelledSet set, EmbeddedImage?[] embedded, ConcurrentQueue<string> failures)
    {
        if (!failures.IsEmpty)
            Console.Error.WriteLine($"{set.Name}: {failures.Count} images are left out, for instance\n{string.Join('\n', failures.Take(ReportedFailures))}");
        var read = embedded.OfType<EmbeddedImage>().ToList();
        if (read.Count < 2)
            throw new EvaluationException($"Of the images of '{set.Name}' {read.Count} could be read; at least 2 are required: see --root if the paths are wrong.");

        var readable = set with { Images = [.. set.Images.Where((_, i) => embedded[i] is not null)] };
        return (readable, [.. models.Select((model, m) => new ModelVectors(
            model.Name,
            read.ConvertAll(image => image.Vectors[m]),
            read.Average(image => image.DecodeMs[m]),
            read.Average(image => image.EmbedMs[m])))]);
    }
}
